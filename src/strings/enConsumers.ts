/** The namespaces of the Consumers panel in English: fetched with it. */
import consumers from './en/consumers.json'
import settings from './en/settings.json'

export const namespaces = { consumers, settings }
