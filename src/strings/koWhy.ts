/** The namespace of an application's lag explained in Korean: fetched with its card. */
import why from './ko/why.json'

export const namespaces = { why }
