/** The service's words for broken constraints. Source: mhart/kinesalite tests, asserted on AWS until 2021. */

export const NULL = 'Member must not be null'
export const HASH_KEY = 'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})'
export const NUMBER = 'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,128})'
export const NAME = 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+'
export const shortest = (count: number) => `Member must have length greater than or equal to ${count}`
export const longest = (count: number) => `Member must have length less than or equal to ${count}`
export const least = (value: number) => `Member must have value greater than or equal to ${value}`
export const most = (value: number) => `Member must have value less than or equal to ${value}`
export const at = (parameter: string, value: string | null, constraint: string) =>
  `Value ${value === null ? 'null' : `'${value}'`} at '${parameter}' failed to satisfy constraint: ${constraint}`
