/** The namespace of the Consumers panel in English: fetched with it. */
import consumers from './en/consumers.json'

export const namespaces = { consumers }
