// As much of DOMPurify as the page uses. The file that a browser takes puts it among the globals.

export {};

declare global {
  var DOMPurify: {
    sanitize(
      html: string,
      options: { ALLOWED_TAGS: string[]; ALLOWED_ATTR: string[]; RETURN_DOM_FRAGMENT: true },
    ): DocumentFragment;
  };
}
