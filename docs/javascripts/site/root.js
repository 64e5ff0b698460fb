// Where the site stands: the modules lie in a folder of it, which publishing names by content.
export const root = new URL(import.meta.url.slice(0, import.meta.url.lastIndexOf("/javascripts/") + 1));
