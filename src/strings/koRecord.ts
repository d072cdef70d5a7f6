/** The namespace of an opened record in Korean: fetched with its card. */
import record from './ko/record.json'

export const namespaces = { record }
