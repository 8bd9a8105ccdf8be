/*! kg, Apache-2.0; bundles CodeMirror, Lezer and codemirror-lang-sparql, all MIT: full texts in LICENSES.md beside this file. */

/* The SPARQL editor of the workbench: CodeMirror 6 in a shadow root.

In a shadow root CodeMirror brings its styles as constructed style sheets, which a strict content policy allows; in a
document it would add <style> elements, which the policy refuses. Everything that is shown is given as text. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

import { completions } from "./completions.js";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--syntax-keyword)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--syntax-variable)" },
  { tag: [tags.string, tags.annotation], color: "var(--syntax-text)" },
  { tag: [tags.integer, tags.float, tags.bool], color: "var(--syntax-number)" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--syntax-name)" },
  { tag: tags.comment, color: "var(--soft)" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", fontSize: ".875rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "12rem", maxHeight: "60vh" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--soft)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--selection)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", color: "inherit" },
  ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxWidth: "min(36rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".3rem .5rem", lineHeight: "1.3" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--sheet)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: "1em", color: "inherit" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", maxWidth: "22rem", padding: ".4rem .6rem" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: ".3rem .6rem" },
  ".cm-lintRange-error": {
    backgroundImage: "none", textDecoration: "underline wavy var(--warn)", textDecorationSkipInk: "none", backgroundColor: "var(--warn-wash)",
  },
});

/** Open an editor.

@param {HTMLElement} parent where it is put
@param {{text: string, label: string, vocabulary: object, onRun: () => void, onChange: (text: string) => void}} options
  `vocabulary` as /api/ask/vocabulary gives it
@returns an editor with `text()`, `write(text)`, `mark(line, column, message)`, `unmark()`, `focus()`
*/
export function openEditor(parent, { text, label, vocabulary, onRun, onChange }) {
  const root = parent.attachShadow({ mode: "open" });
  const run = { key: "Mod-Enter", run: () => (onRun(), true), preventDefault: true };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([run])),
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        indentUnit.of("  "),
        EditorView.lineWrapping,
        sparql(),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [completions(vocabulary)], icons: false }),
        // Tab stays what it is on every page: the way to the next control (WCAG 2.1.2).
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        LOOK,
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    write: (words) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } }),
    mark: (line, column, message) => mark(view, line, column, message),
    unmark: () => view.dispatch(setDiagnostics(view.state, [])),
    focus: () => view.focus(),
  };
}

/** Mark a place as wrong: from the column on, to the end of the word there. Lines and columns count from 1. */
function mark(view, line, column, message) {
  const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  let from = Math.min(at.from + offset(at.text, Math.max(column, 1) - 1), at.to);
  const word = /^[\w?$:]+|^\S/.exec(view.state.sliceDoc(from, at.to));
  const to = from + (word ? word[0].length : 0);
  if (from === to && from > at.from) from -= 1; // at the end of a line: the letter before
  view.dispatch(setDiagnostics(view.state, [{ from, to: Math.max(to, from), severity: "error", message }]));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
}

/** Return the offset of a column that counts code points. */
function offset(text, column) {
  let n = 0;
  for (const letter of text) {
    if (column-- <= 0) break;
    n += letter.length;
  }
  return n;
}
