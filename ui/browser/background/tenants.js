/**
 * The few parts of an address that tell whose account is open, such as `/w/acme` or `auth=2`.
 *
 * The agent names the hosts where an address tells it, and by which part. Nothing else of a path or
 * a query is ever told.
 */
export class Tenants {
  /** @type {TenantTest[]} */
  #tests = [];

  /** @param {TenantTest[]} tests */
  use(tests) {
    this.#tests = tests;
  }

  /**
   * What to tell of this address besides its host.
   *
   * @param {string} url
   * @returns {{path?: string, query?: Record<string, string>}}
   */
  partsOf(url) {
    if (this.#tests.length === 0 || !URL.canParse(url)) {
      return {};
    }
    const { hostname, pathname, searchParams } = new URL(url);
    const tests = this.#tests.filter((test) => isAt(test.host, hostname));
    const path = tests.map((test) => beginning(test.path, pathname)).find(Boolean);
    const query = Object.fromEntries(
      tests
        .map((test) => [test.query, searchParams.get(test.query)])
        .filter(([key, value]) => key && value),
    );
    return { ...(path && { path }), ...(Object.keys(query).length > 0 && { query }) };
  }
}

/**
 * @param {string} form a host in which a star stands for one label
 * @param {string} host
 */
function isAt(form, host) {
  const labels = form.split(".");
  const given = host.split(".");
  return (
    labels.length === given.length &&
    labels.every((label, place) => label.includes("*") || label === given[place])
  );
}

/**
 * As much of a path as the form has parts; nothing where its fixed parts differ.
 *
 * @param {string} form such as `/w/*`
 * @param {string} path
 */
function beginning(form, path) {
  const parts = form.split("/");
  const given = path.split("/").slice(0, parts.length);
  const fits = parts.every((part, place) => part.includes("*") || part === given[place]);
  return form && fits ? given.join("/") : "";
}
