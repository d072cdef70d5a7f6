/** The namespace of an opened record in English: fetched with its card. */
import record from './en/record.json'

export const namespaces = { record }
