/** The namespaces of the Security tab in English: fetched with it. */
import security from './en/security.json'
import settings from './en/settings.json'

export const namespaces = { security, settings }
