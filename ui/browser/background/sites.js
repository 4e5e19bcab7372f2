/**
 * Guarded sites, found by their host in as many steps as it has labels: there are thousands, and a
 * paste waits for the answer.
 */
export class Sites {
  /** Host → beginnings of the paths guarded there. @type {Map<string, string[]>} */
  #at = new Map();
  /** The same, there and on every host below it. @type {Map<string, string[]>} */
  #below = new Map();

  /** @param {string[]} patterns match patterns with a star at the end of the path */
  constructor(patterns) {
    for (const pattern of patterns) {
      const place = pattern.slice(pattern.indexOf("://") + 3, -1);
      const slash = place.indexOf("/");
      const site = place.slice(0, slash);
      const [sites, host] = site.startsWith("*.") ? [this.#below, site.slice(2)] : [this.#at, site];
      sites.set(host, [...(sites.get(host) ?? []), place.slice(slash)]);
    }
  }

  /**
   * The guarded paths that a page is in, as their beginnings: "/" for all of a site.
   *
   * @param {string} url
   * @returns {string[]}
   */
  pathsOf(url) {
    if (!URL.canParse(url)) {
      return [];
    }
    const { hostname, pathname } = new URL(url);
    const host = hostname.replace(/\.$/, ""); // a dot at the end says the same to a name server
    const labels = host.split(".");
    const below = labels.map((_label, place) => this.#below.get(labels.slice(place).join(".")) ?? []);
    const paths = [this.#at.get(host) ?? [], ...below].flat();
    return paths.filter((path) => pathname.startsWith(path));
  }
}
