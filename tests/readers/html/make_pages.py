# ruff: noqa: E501 - markup stands in one line as pages have it
"""Makes the pages of `pages/` and what is expected of them, `pages.json`: `python -m tests.readers.html.make_pages`.

Each family imitates the layout of a kind of news page; the stories are those of `stories.toml`, all words our own.
Longer than other modules, as it holds a template for each family.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

HERE = Path(__file__).parent

RELATED = (
    "Why the old quay was never repaired",
    "Five things to know about the lake states",
    "Fishermen blocked the port for a third day",
    "What the minister promised in her first speech",
)
NEWSLETTER = "Sign up to our morning briefing and never miss what matters."
OFFER = "Readers who join today pay one crown a month for the first half year."
BIO = "covers the coast and has reported from eleven countries for this newspaper."
COMMENTS = (
    "This is what happens when nobody listens to the locals, I said so in 2019.",
    "My uncle worked there and he says the mayor knew all along.",
)
CAPTION = "Waves break over the wall of the old harbour in a picture taken last winter."
COOKIES = "We use cookies to make this site work and to show you advertising that fits you."
ABOUT = "Our newsroom is funded by readers and belongs to no party."
CORRECTION = "Correction: An earlier version of this article misspelled the name of a village."
MOST_READ = "Golden goose found asleep on the roof of the town hall"
PODCAST = "In this week's episode our reporters talk about the sea, the wind and the bill."
UNWANTED = (*RELATED, NEWSLETTER, OFFER, BIO, *COMMENTS, CAPTION, COOKIES, ABOUT, CORRECTION, MOST_READ, PODCAST)


@dataclass(frozen=True)
class Story:
    title: str
    author: str
    day: date
    paragraphs: list[str]


@dataclass(frozen=True)
class Outlet:
    label: str
    url: str
    country: str | None


@dataclass(frozen=True)
class Made:
    """A page and what is expected of it."""

    html: str
    outlet: Outlet
    author: str | None
    credits: tuple[str, ...] = ()
    given_url: bool = False
    problem: str | None = None
    encoding: str = "utf-8"


def blocks(story: Story, *, between: dict[int, str] | None = None, tag: str = "p", attrs: str = "") -> str:
    """Return the paragraphs as tags, with something after some of them."""
    lines = []
    for at, text in enumerate(story.paragraphs):
        if text.startswith("## "):
            lines.append(f"<h2>{escape(text[3:], quote=False)}</h2>")
        else:
            lines.append(f"<{tag}{attrs}>{escape(text, quote=False)}</{tag}>")
        if between and at in between:
            lines.append(between[at])
    return "\n".join(lines)


def links(names: tuple[str, ...], *, item: str = "li", heading: str = "") -> str:
    return heading + "".join(f'<{item}><a href="/s/{at}">{name}</a></{item}>' for at, name in enumerate(names))


def nav() -> str:
    sections = ("Home", "World", "Politics", "Business", "Sport", "Opinion")
    return (
        "<nav class='site-nav'><ul>"
        + "".join(f"<li><a href='/{s.lower()}'>{s}</a></li>" for s in sections)
        + "</ul></nav>"
    )


def footer(label: str) -> str:
    return f"<footer class='site-footer'><p>{ABOUT}</p><p>© {label}. All rights reserved.</p></footer>"


def comments() -> str:
    posts = "".join(f'<li class="comment"><p>{text}</p></li>' for text in COMMENTS)
    return (
        f'<div id="comments" class="comments-area"><h2>2 Comments</h2><ol class="commentlist">{posts}</ol>'
        '<div id="respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form></div></div>'
    )


def long_date(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def british_date(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def head(title: str, *more: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{"".join(more)}</head>\n'


# ---- families


def wordpress(story: Story) -> Made:
    outlet = Outlet("Hill Valley Herald", f"https://hillvalleyherald.example/{story.day:%Y/%m/%d}/ferry/", None)
    html = head(
        f"{story.title} - Hill Valley Herald",
        f'<link rel="canonical" href="{outlet.url}"><meta property="og:site_name" content="Hill Valley Herald">',
        f'<meta property="article:published_time" content="{story.day}T08:15:00+00:00">',
        f'<meta property="article:modified_time" content="{story.day.replace(year=story.day.year + 1)}T08:15:00+00:00">',
        f'<meta property="og:title" content="{escape(story.title)} - Hill Valley Herald"><meta property="og:type" content="article">',
    )
    inline = f'<div class="wp-block-group newsletter-box"><h3>Stay informed</h3><p>{NEWSLETTER}</p></div>'
    also = f'<p><strong>Read also: <a href="/x">{RELATED[0]}</a></strong></p>'
    html += f"""<body class="single post-template-default">{nav()}<div id="content"><main><article class="post hentry">
<header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{story.day}T08:15:00+00:00">{long_date(story.day)}</time>
<time class="updated" datetime="{story.day.replace(year=story.day.year + 1)}">later</time></span>
<span class="byline">by <span class="author vcard"><a rel="author" href="/a">{story.author}</a></span></span></div></header>
<div class="entry-content"><figure class="wp-block-image"><img src="a.jpg"><figcaption class="wp-element-caption">{CAPTION}</figcaption></figure>
{blocks(story, between={1: inline, 2: also})}
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>Click to share on X (Opens in new window)</li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><ul>{links(RELATED)}</ul></div></div>
<div class="author-bio"><h3>About the author</h3><p>{story.author} {BIO}</p></div></article>{comments()}</main>
<aside id="secondary" class="widget-area"><h2>Recent Posts</h2><ul>{links(RELATED)}</ul></aside></div>{footer("Hill Valley Herald")}</body></html>"""
    return Made(html, outlet, story.author)


def react(story: Story) -> Made:
    """A page of a big paper that says everything in JSON-LD and whose classes are hashes."""
    outlet = Outlet("The Guardian", f"https://www.theguardian.com/world/{story.day.year}/story", "GB")
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#org", "name": "Guardian News"},
            {
                "@type": ["NewsArticle"],
                "headline": story.title,
                "datePublished": f"{story.day}T23:40:00-05:00",
                "dateModified": f"{story.day.replace(year=story.day.year + 1)}T01:00:00Z",
                "author": [{"@type": "Person", "name": story.author}],
                "publisher": {"@id": "#org"},
                "mainEntityOfPage": {"@type": "WebPage", "@id": outlet.url},
            },
            {
                "@type": "ItemList",
                "itemListElement": [{"@type": "NewsArticle", "headline": RELATED[1], "datePublished": "2020-01-01"}],
            },
        ],
    }
    rich = f'<aside class="css-1x2 element-rich-link"><p>Read more</p><a href="/r">{RELATED[1]}</a></aside>'
    ad = '<div class="ad-slot ad-slot--inline"><p>Advertisement</p></div>'
    sign = f'<figure class="css-99z"><div><h2>Newsletter</h2><p>{NEWSLETTER}</p><p>Privacy Notice: Newsletters may contain info about charities.</p></div></figure>'
    html = head(
        f"{story.title} | World news | The Guardian",
        json_ld(data),
        f'<link rel="canonical" href="{outlet.url}?CMP=share#top">',
    )
    html += f"""<body><div id="__next"><header class="css-4c"><a href="#main">Skip to main content</a>{nav()}</header>
<main class="css-aa" id="main"><article class="css-bb"><div class="css-c1"><h1 class="css-c2">{escape(story.title)}</h1></div>
<div class="css-d3"><div class="css-d4"><span>{story.author}</span></div><details><summary>{story.day.day} {story.day:%b} {story.day.year} 23.40</summary>Last modified on 2 January 2026</details></div>
<figure class="css-e1"><picture><img alt=""></picture><figcaption class="css-e2">{CAPTION} Photograph: J. Doe/Northern Pictures</figcaption></figure>
<div class="css-f0">{blocks(story, between={0: ad, 1: rich, 2: sign}, attrs=' class="css-p9"')}</div></article>
<section class="css-g7"><h2>Most viewed</h2><ol><li><a href="/m"><h3>{MOST_READ}</h3></a></li>{links(RELATED)}</ol></section></main>
{footer("Guardian News")}</div><script>window.__STATE__={{"body":"<p>{NEWSLETTER}</p>"}}</script></body></html>"""
    return Made(html, outlet, story.author)


def written_only(story: Story) -> Made:
    """A page that a script fills in the browser: its text stands in JSON-LD only."""
    outlet = Outlet("Der Spiegel", "https://www.spiegel.de/international/story-a-1.html", "DE")
    text = "\n\n".join(each.removeprefix("## ") for each in story.paragraphs)
    data = {
        "@context": "http://schema.org/",
        "@type": "ReportageNewsArticle",
        "headline": story.title,
        "articleBody": text,
        "datePublished": f"{story.day}T10:00:00+02:00",
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "NewsMediaOrganization", "name": "DER SPIEGEL"},
    }
    html = head(f"{story.title} - DER SPIEGEL", json_ld([data]), f'<meta property="og:url" content="{outlet.url}">')
    html += f'<body><div id="root"><p>Loading</p></div><div class="cookie-banner"><p>{COOKIES}</p></div></body></html>'
    return Made(html, outlet, story.author)


def amp(story: Story) -> Made:
    outlet = Outlet("Daily Maverick", "https://www.dailymaverick.co.za/article/story/", "ZA")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T06:00:00+02:00",
        "author": story.author,
        "publisher": {"name": "Daily Maverick"},
    }
    html = head(
        story.title,
        f'<link rel="canonical" href="{outlet.url}"><style amp-boilerplate>body{{-webkit-animation:none}}</style>',
        json_ld(data),
    )
    html = html.replace("<html ", "<html ⚡ ")
    html += f"""<body><amp-sidebar id="sb"><ul><li>Sections</li></ul></amp-sidebar><header class="amp-wp-header"><a href="/">Daily Maverick</a></header>
<article class="amp-wp-article"><header><h1 class="amp-wp-title">{escape(story.title)}</h1><div class="amp-wp-meta amp-wp-byline">{story.author}</div>
<div class="amp-wp-meta amp-wp-posted-on"><time datetime="{story.day}">2 years ago</time></div></header>
<figure class="amp-wp-article-featured-image wp-caption"><amp-img src="a.jpg"></amp-img><p class="wp-caption-text">{CAPTION}</p></figure>
<div class="amp-wp-article-content">{blocks(story, between={1: "<amp-ad width=300></amp-ad>", 2: f'<div class="related-articles"><h4>Related</h4><p>{RELATED[2]}</p></div>'})}</div>
<footer><div class="amp-wp-comments-link"><a href="#c">Leave a Comment</a></div></footer></article>
<amp-consent id="consent"><div class="consent-ui"><p>{COOKIES}</p></div></amp-consent></body></html>"""
    return Made(html, outlet, story.author)


def blogger(story: Story) -> Made:
    outlet = Outlet("The Quay Observer", "https://quayobserver.blogspot.example/2024/story.html", None)
    text = "<br />\n<br />\n".join(escape(each.removeprefix("## "), quote=False) for each in story.paragraphs)
    html = head(
        f"The Quay Observer: {story.title}",
        f'<meta content="{outlet.url}" property="og:url"/><meta content="The Quay Observer" property="og:site_name"/><meta content="{escape(story.title)}" property="og:title"/>',
    )
    html += f"""<body><div class='header'><h1 class='title'><a href='/'>The Quay Observer</a></h1></div><div class='main section'><div class='blog-posts hfeed'>
<h2 class='date-header'><span>{story.day:%A}, {long_date(story.day)}</span></h2><div class='post hentry'><h3 class='post-title entry-title'>{escape(story.title)}</h3>
<div class='post-body entry-content' id='post-body-1'>{text}<div style='clear: both;'></div></div>
<div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn' itemprop='author'>{story.author}</span></span> <span class='post-labels'>Labels: <a href='/l'>harbour</a></span></div></div></div>
<div class='comments' id='comments'><h4>2 comments:</h4><dl id='comments-block'><dd class='comment-body'><p>{COMMENTS[0]}</p></dd><dd class='comment-body'><p>{COMMENTS[1]}</p></dd></dl></div></div>
<div class='sidebar'><div class='widget PopularPosts'><h2>Popular Posts</h2><ul>{links(RELATED)}</ul></div><div class='widget'><p>{ABOUT}</p></div></div></body></html>"""
    return Made(html, outlet, story.author)


def drupal(story: Story) -> Made:
    outlet = Outlet("Radio Free Europe/Radio Liberty", "https://www.rferl.org/a/story/1.html", "CZ")
    html = head(
        f"{story.title}",
        f'<meta name="dcterms.date" content="{story.day}T12:00+0000"><meta property="og:title" content="{escape(story.title)}"><link rel="canonical" href="{outlet.url}">',
    )
    html += f"""<body class="node-type-article">{nav()}<div id="breadcrumb" class="breadcrumb"><a href="/">Home</a> » <a href="/n">News</a></div>
<div class="region-content"><div class="node node-article" about="/node/1"><h1 class="page-title">{escape(story.title)}</h1>
<div class="submitted">By <a href="/u/1">{story.author}</a> | {british_date(story.day)} - 12:00</div>
<div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">
{blocks(story, between={2: f'<blockquote class="pullquote"><p>{escape(story.paragraphs[1].split(". ")[0])}</p></blockquote>', 3: f'<div class="field-name-field-related"><h3>See Also:</h3><p>{RELATED[3]}</p></div>'})}
<div class="article-correction"><p>{CORRECTION}</p></div></div></div></div>
<ul class="links inline"><li>Log in to post comments</li></ul><div class="field-name-field-tags">Tags: <a href="/t">coast</a></div></div></div>
<div class="region-sidebar-second"><div class="block"><h2>Most Popular</h2><p>{MOST_READ}</p></div></div>{footer("RFE/RL")}</body></html>"""
    return Made(html, outlet, story.author)


def squarespace(story: Story) -> Made:
    outlet = Outlet("Karst Weekly", "https://www.karstweekly.example/news/story", None)
    html = head(
        f"{story.title} — Karst Weekly",
        f'<meta property="og:site_name" content="Karst Weekly"/><meta property="og:title" content="{escape(story.title)} — Karst Weekly"/><meta itemprop="datePublished" content="{story.day}T09:30:00+0100"/><meta itemprop="author" content="{story.author}"/><link rel="canonical" href="{outlet.url}"/>',
    )
    half = len(story.paragraphs) // 2
    first, rest = (
        Story(story.title, story.author, story.day, story.paragraphs[:half]),
        Story(story.title, story.author, story.day, story.paragraphs[half:]),
    )
    html += f"""<body id="collection-1" class="view-item">{nav()}<main id="page"><article class="BlogItem hentry" data-item-id="1">
<h1 class="BlogItem-title">{escape(story.title)}</h1><div class="sqs-layout"><div class="sqs-block html-block"><div class="sqs-block-content">{blocks(first)}</div></div>
<div class="sqs-block image-block"><figure><img><figcaption class="image-caption-wrapper"><p>{CAPTION}</p></figcaption></figure></div>
<div class="sqs-block newsletter-block"><div class="newsletter-form-wrapper"><h2>Subscribe</h2><p>{NEWSLETTER}</p></div></div>
<div class="sqs-block html-block"><div class="sqs-block-content">{blocks(rest)}</div></div></div>
<section class="BlogItem-share">Share</section><div class="BlogItem-pagination"><a href="/n"><h2>{RELATED[0]}</h2></a></div></article></main>{footer("Karst Weekly")}</body></html>"""
    return Made(html, outlet, story.author)


def wire(story: Story) -> Made:
    """A regional paper that prints an agency's text; the page names the agency in JSON-LD and below the text."""
    outlet = Outlet("The Seattle Times", "https://www.seattletimes.com/nation-world/story/", "US")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T14:05:00.000-07:00",
        "author": {"@type": "Organization", "name": "Associated Press"},
        "publisher": {"@type": "Organization", "name": "The Seattle Times"},
        "sourceOrganization": {"@type": "Organization", "name": "The Associated Press"},
    }
    html = head(
        f"{story.title} | The Seattle Times",
        json_ld(data).replace("}]</script>", "},]</script>"),
        '<link rel="canonical" href="https://apnews.com/article/story-1">',
    )
    html += f"""<body>{nav()}<main><div class="article-header"><h1>{escape(story.title)}</h1><div class="article-dateline"><time datetime="{story.day}T14:05:00-0700">{long_date(story.day)} at 2:05 pm</time></div>
<div class="article-byline">By <span class="name">The Associated Press</span></div></div><div id="article-content" class="article-content">{blocks(story, between={2: '<div class="ad-container"><p>Advertising</p></div>'})}
<p class="article-credit">The Associated Press contributed to this report.</p><p class="article-copyright">Copyright 2025 The Associated Press. All rights reserved.</p></div>
<div class="most-read-list"><h2>Most Read Nation &amp; World Stories</h2><ol>{links((MOST_READ, *RELATED))}</ol></div><div class="subscribe-offer"><p>{OFFER}</p></div></main></body></html>"""
    return Made(html, outlet, "Associated Press", credits=("Associated Press",), given_url=True)


def live_blog(story: Story) -> Made:
    outlet = Outlet("Al Jazeera", "https://www.aljazeera.com/news/liveblog/story", "QA")
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": story.title,
        "datePublished": f"{story.day}T05:00:00Z",
        "author": {"@type": "Person", "name": story.author},
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": "Update", "datePublished": f"{story.day}T0{at}:00:00Z"}
            for at in range(5)
        ],
    }
    posts = "".join(
        f'<div class="liveblog-post" id="p{at}"><div class="post-meta"><time datetime="{story.day}T0{at}:10:00Z">0{at}:10 GMT</time></div><div class="wysiwyg"><p>{escape(text.removeprefix("## "), quote=False)}</p></div><div class="share-bar"><button>Share</button></div></div>'
        for at, text in enumerate(story.paragraphs)
    )
    html = head(f"{story.title} | Al Jazeera", json_ld(data), f'<link rel="canonical" href="{outlet.url}">')
    html += f"""<body>{nav()}<main id="main-content-area"><div class="liveblog"><h1>{escape(story.title)}</h1><div class="liveblog-timeline">{posts}</div></div>
<aside class="recommended"><h2>Recommended stories</h2><ul>{links(RELATED)}</ul></aside></main><div class="sp-message"><p>{COOKIES}</p></div>{footer("Al Jazeera")}</body></html>"""
    return Made(html, outlet, story.author)


def gallery(story: Story) -> Made:
    outlet = Outlet("France 24", "https://www.france24.com/en/europe/story-in-pictures", "FR")
    slides = "".join(
        f'<li class="gallery__item"><img src="{at}.jpg"><p class="gallery__caption">{CAPTION} © Agency picture {at}</p></li>'
        for at in range(4)
    )
    html = head(
        f"{story.title} - France 24",
        f'<meta property="og:url" content="{outlet.url}"><meta property="article:published_time" content="{story.day}T17:20:03+02:00"><meta property="og:type" content="article"><meta property="og:title" content="{escape(story.title)}"><meta name="author" content="{story.author}">',
    )
    html += f"""<body>{nav()}<article class="t-content"><h1 class="t-content__title">{escape(story.title)}</h1><p class="m-pub-dates">Issued on: {story.day:%d/%m/%Y} - 17:20</p>
<ul class="photo-gallery">{slides}</ul><div class="t-content__body">{blocks(story)}</div><div class="m-interstitial"><p>{PODCAST}</p></div>
<div class="o-self-promo"><p>{OFFER}</p></div></article><div class="most-popular"><p>{MOST_READ}</p></div></body></html>""".replace(
        'class="m-interstitial"', 'class="m-interstitial podcast"'
    )
    return Made(html, outlet, story.author)


def tables(story: Story) -> Made:
    """A page of about the year 2000: layout by tables, unclosed tags, no metadata but the printed date."""
    outlet = Outlet("The Namibian", "https://www.namibian.com.na/story.html", "NA")
    text = "\n<br><br>\n".join(escape(each.removeprefix("## "), quote=False) for each in story.paragraphs)
    html = f"""<HTML><HEAD><TITLE>The Namibian: {escape(story.title)}</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH=760 BORDER=0><TR><TD WIDTH=120 VALIGN=top>
<FONT SIZE=1><A HREF="/">Home</A><BR><A HREF="/sport">Sport</A><BR><A HREF="/weather">Weather</A><BR><A HREF="/about">About us</A></FONT></TD>
<TD VALIGN=top><FONT SIZE=5><H1>{escape(story.title)}</H1></FONT><FONT SIZE=2><I>By {story.author}</I><BR><SPAN CLASS=date>{british_date(story.day)}</SPAN><P>{text}</FONT></TD>
<TD WIDTH=140><TABLE><TR><TD><B>Other stories</B></TD></TR><TR><TD><A HREF=1>{RELATED[0]}</A></TD></TR><TR><TD><A HREF=2>{RELATED[1]}</A></TD></TR></TABLE></TD></TR></TABLE></BODY></HTML>"""
    return Made(html, outlet, None, given_url=True, encoding="cp1252")


def paywall(story: Story) -> Made:
    """A teaser of two paragraphs before the offer."""
    teaser = Story(story.title, story.author, story.day, story.paragraphs[:3])
    outlet = Outlet("Financial Times", "https://www.ft.com/content/story", "GB")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T04:00:35.120Z",
        "author": [{"@type": "Person", "name": story.author}],
        "isAccessibleForFree": False,
        "publisher": {"name": "Financial Times"},
    }
    html = head(f"{story.title}", json_ld(data), f'<link rel="canonical" href="{outlet.url}">')
    html += f"""<body>{nav()}<article><header><h1>{escape(story.title)}</h1></header><div class="article__content-body">{blocks(teaser)}</div></article>
<div class="paywall-offer subscribe"><h2>Keep reading for one crown</h2><p>{OFFER}</p><p>Cancel anytime during your trial.</p></div>{footer("The Financial Times Ltd")}</body></html>"""
    return Made(html, outlet, story.author)


def print_version(story: Story) -> Made:
    outlet = Outlet("Dawn", "https://www.dawn.com/print/1", "PK")
    html = head(f"{story.title} - DAWN.COM")
    html = f"<!-- saved from url=(0025){outlet.url} -->\n" + html
    html += f"""<body onload="window.print()"><div class="print-header">DAWN.COM</div><h1>{escape(story.title)}</h1><div class="byline">{story.author} | Published {british_date(story.day)} | Updated {british_date(story.day.replace(year=story.day.year + 1))}</div>
<div class="story">{blocks(story)}</div><hr><p>Source URL: {outlet.url}</p><p class="copyright-notice">© The DAWN Media Group, all rights reserved.</p></body></html>"""
    return Made(html, outlet, story.author)


def newspaper(story: Story) -> Made:
    """A regional paper with everything amid the paragraphs: a player, a promotion, a bio, links in bold, a correction."""
    outlet = Outlet("The Irish Times", "https://www.irishtimes.com/ireland/story/", "IE")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T05:00:00+01:00",
        "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "Organization", "name": "The Irish Times"},
    }
    broken = json_ld(data).replace("}</script>", ",}</script>")
    html = head(
        f"{story.title} – The Irish Times",
        broken,
        f'<meta property="og:url" content="{outlet.url}"><meta property="og:site_name" content="The Irish Times">',
    )
    parts = {
        0: f'<div class="audio-player"><p>{PODCAST}</p></div>',
        1: f'<div class="b-promo-box"><p>{OFFER}</p></div>',
        2: f'<p class="c-paragraph interstitial-link read-more"><b>[ <a href="/r">{RELATED[2]}</a> ]</b></p>',
        3: f'<figure class="c-image"><img><figcaption>{CAPTION}</figcaption></figure>',
    }
    html += f"""<body>{nav()}<main><article class="b-article"><h1 class="c-heading">{escape(story.title)}</h1><div class="byline-block"><span class="byline">{story.author}</span><time datetime="{story.day}T05:00:00+01:00">{story.day:%a %b %d %Y}</time></div>
<div class="article-body-wrapper">{blocks(story, between=parts, attrs=' class="c-paragraph paywall"')}<p class="editors-note">{CORRECTION}</p></div>
<div class="author-card"><p>{story.author} {BIO}</p></div><div class="newsletter-signup"><p>{NEWSLETTER}</p></div></article>
<section class="more-stories"><h2>More from The Irish Times</h2>{"".join(f'<div class="card"><h3><a href="/{at}">{name}</a></h3></div>' for at, name in enumerate(RELATED))}</section></main>{footer("The Irish Times DAC")}</body></html>"""
    return Made(html, outlet, story.author)


# ---- pages that are no articles


def walls() -> Iterator[tuple[str, Made]]:
    outlet = Outlet("none", "https://www.ft.com/", None)
    consent = (
        head("Before you continue")
        + f"<body><div class='dialog'><h1>Before you continue</h1><p>{COOKIES} We and our partners store and/or access information on a device.</p><button>Accept all</button></div></body></html>"
    )
    yield "cookie_wall", Made(consent, outlet, None, problem="cookie-wall")
    robots = (
        head("Just a moment...")
        + "<body><noscript>Enable JavaScript and cookies to continue</noscript><div id='challenge'></div></body></html>"
    )
    yield "robot_check", Made(robots, outlet, None, problem="robot-check")
    gone = (
        head("Page not found | The Paper")
        + f"<body>{nav()}<h1>Sorry, this page does not exist</h1><p>Try the search or go back to the first page.</p></body></html>"
    )
    yield "not_found", Made(gone, outlet, None, problem="error-page")
    moved = '<html><head><meta http-equiv="refresh" content="0; url=https://www.ft.com/content/new"></head><body>Moved.</body></html>'
    yield "redirect", Made(moved, outlet, None, problem="redirect")
    cards = "".join(
        f'<article class="card"><h3><a href="/{at}">{name}</a></h3><p>{MOST_READ} {at}.</p></article>'
        for at, name in enumerate(RELATED * 3)
    )
    yield (
        "front_page",
        Made(
            head("The Paper: news from the coast", '<link rel="canonical" href="https://www.thepaper.example/">')
            + f"<body>{nav()}<main>{cards}</main></body></html>",
            outlet,
            None,
            problem="index-page",
        ),
    )
    section = json_ld({"@context": "https://schema.org", "@type": "CollectionPage", "name": "World"})
    yield (
        "section_page",
        Made(
            head("World | The Paper", section, '<link rel="canonical" href="https://www.thepaper.example/world">')
            + f"<body>{nav()}<main>{cards}</main></body></html>",
            outlet,
            None,
            problem="index-page",
        ),
    )
    yield (
        "script_only",
        Made(
            head("The Paper")
            + "<body><noscript>x</noscript><div id=root><p>You need to enable JavaScript to run this app.</p></div></body></html>",
            outlet,
            None,
            problem="needs-script",
        ),
    )
    paid = json_ld(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "A long read",
            "isAccessibleForFree": "False",
            "datePublished": "2025-01-02",
        }
    )
    yield (
        "paid_only",
        Made(
            head("A long read", paid)
            + f"<body><h1>A long read</h1><div class='paywall'><p>{OFFER}</p></div></body></html>",
            outlet,
            None,
            problem="paywall",
        ),
    )
    yield "nothing", Made("<html><head><title></title></head><body></body></html>", outlet, None, problem="empty")


FAMILIES: tuple[Callable[[Story], Made], ...] = (wordpress, react, written_only, amp, blogger, drupal, squarespace, wire, live_blog, gallery, tables, paywall, print_version, newspaper)  # fmt: skip


def load_stories() -> list[Story]:
    return [Story(**each) for each in tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))["story"]]


def describe(name: str, made: Made, story: Story | None) -> dict[str, object]:
    """Return what is expected of a page."""
    if story is None:
        return {"page": name, "problem": made.problem}
    paragraphs = story.paragraphs[:3] if name.startswith("paywall") else story.paragraphs
    text = [each.removeprefix("## ") for each in paragraphs]
    return {
        "page": name,
        "url": made.outlet.url,
        "given_url": made.given_url,
        "title": story.title,
        "published": str(story.day),
        "outlet": made.outlet.label,
        "country": made.outlet.country,
        "author": made.author or story.author,
        "credits": list(made.credits),
        "paragraphs": text,
    }


def make_pages(folder: Path) -> list[dict[str, object]]:
    """Write all pages into a folder and return what is expected of them."""
    expected = []
    stories = load_stories()
    for number, family in enumerate(FAMILIES):
        for at in range(3):
            story = stories[(number * 5 + at * 4) % len(stories)]
            made, name = family(story), f"{family.__name__}_{at + 1}.html"
            (folder / name).write_bytes(made.html.encode(made.encoding, errors="xmlcharrefreplace"))
            expected.append(describe(name, made, story))
    for name, made in walls():
        (folder / f"{name}.html").write_bytes(made.html.encode())
        expected.append(describe(f"{name}.html", made, None))
    return expected


def main() -> None:
    """Write the pages and `pages.json`."""
    folder = HERE / "pages"
    folder.mkdir(exist_ok=True)
    expected = {"unwanted": list(UNWANTED), "pages": make_pages(folder)}
    (HERE / "pages.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
