/** The namespace of an application's lag explained in English: fetched with its card. */
import why from './en/why.json'

export const namespaces = { why }
