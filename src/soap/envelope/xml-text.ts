const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text as it stands in an element or in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

/** An element that holds text. */
export function element(name: string, text: string): string {
  return `<${name}>${escapeText(text)}</${name}>`;
}

/** An element for each text, all of one name: a list, as OCHP writes it. */
export function elements(name: string, texts: readonly string[]): string {
  return texts.map((text) => element(name, text)).join('');
}
