/** Ours, and the default of parsers like the service's: a body of nothing but brackets would keep a parser busy for seconds. */
export const DEPTH_MAX = 1_000
