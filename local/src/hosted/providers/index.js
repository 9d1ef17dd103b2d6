/** @type {Record<string, import('../routes.js').Route>} */
export const providerRoutes = {};
