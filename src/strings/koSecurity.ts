/** The namespaces of the Security tab in Korean: fetched with it. */
import security from './ko/security.json'
import settings from './ko/settings.json'

export const namespaces = { security, settings }
