/** The namespace of the diagnosis card in English: fetched with it. */
import diagnosis from './en/diagnosis.json'

export const namespaces = { diagnosis }
