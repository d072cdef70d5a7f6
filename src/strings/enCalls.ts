/** The namespaces of the API console and the Calls panel in English: fetched with the first of the two. */
import calls from './en/calls.json'
import consoleTexts from './en/console.json'

export const namespaces = { calls, console: consoleTexts }
