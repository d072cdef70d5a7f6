/** The namespaces of the Consumers panel in Korean: fetched with it. */
import consumers from './ko/consumers.json'
import settings from './ko/settings.json'

export const namespaces = { consumers, settings }
