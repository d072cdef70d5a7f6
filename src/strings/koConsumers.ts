/** The namespace of the Consumers panel in Korean: fetched with it. */
import consumers from './ko/consumers.json'

export const namespaces = { consumers }
