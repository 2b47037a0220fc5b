// As much of marked as the page uses; its own declarations need more of TypeScript than the page does.

interface Renderer {
  parser: { parseInline(tokens: unknown[]): string };
}
interface Extension {
  gfm: boolean;
  breaks: boolean;
  renderer: {
    html(token: { text: string }): string;
    link(this: Renderer, token: { tokens: unknown[]; href: string }): string;
    image(token: { text: string; href: string }): string;
  };
}
export const marked: {
  use(extension: Extension): void;
  parse(text: string, options: { async: false }): string;
};
