/** The namespaces of the API console and the Calls panel in Korean: fetched with the first of the two. */
import calls from './ko/calls.json'
import consoleTexts from './ko/console.json'

export const namespaces = { calls, console: consoleTexts }
