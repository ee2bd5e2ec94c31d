// A page of the guide, as HTML (web/markdown.ts).
declare module '*.md' {
  const html: string;
  export default html;
}
