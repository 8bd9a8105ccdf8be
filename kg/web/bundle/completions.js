/* What the editor proposes: keywords, kg's prefixes, its classes, properties and values, and the query's variables. */

const KEYWORDS = `SELECT CONSTRUCT DESCRIBE ASK WHERE DISTINCT FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND AS VALUES
  EXISTS NOT IN GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR
  STR LANG DATATYPE BOUND IRI ABS ROUND CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER SUBSTR
  REPLACE REGEX YEAR MONTH DAY NOW COALESCE IF ISIRI ISLITERAL PREFIX BASE`.split(/\s+/);

const KEYWORD_OPTIONS = KEYWORDS.map((label) => ({ label, type: "keyword" }));

/** Return a source of completions.

@param {{prefixes: Record<string, string>, terms: {name: string, kind: string, label: string, comment: string}[]}} vocabulary
*/
export function completions({ prefixes, terms }) {
  const named = terms.map(({ name, kind, label, comment }) => ({
    label: name, type: kind, detail: kind === "value" ? label : kind, info: comment || null,
  }));
  const begun = Object.entries(prefixes).map(([prefix, iri]) => ({
    label: `${prefix}:`, type: "namespace", detail: "prefix", info: iri, boost: -1,
  }));
  return (context) => {
    const token = context.matchBefore(/[?$]\w*|[\w-]*:[\w-]*|\w+/);
    if (!token && !context.explicit) return null;
    const from = token ? token.from : context.pos;
    const words = token ? token.text : "";
    if (isLiteral(context, from)) return null;
    if (/^[?$]/.test(words)) return { from, options: variables(context, words), validFor: /^[?$]\w*$/ };
    const options = words.includes(":") ? named : [...named, ...begun, ...KEYWORD_OPTIONS];
    return { from, options, validFor: /^[\w-]*:?[\w-]*$/ };
  };
}

/** Tell whether a place is within quotation marks, an address or a comment: nothing is proposed there. */
function isLiteral(context, from) {
  const before = context.state.doc.lineAt(from).text.slice(0, from - context.state.doc.lineAt(from).from);
  const open = before.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>/g, "");
  return /["'#]/.test(open) || /<[^<>\s]*$/.test(open);
}

function variables(context, typed) {
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  found.delete(typed);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}
