/** The namespace of the diagnosis card in Korean: fetched with it. */
import diagnosis from './ko/diagnosis.json'

export const namespaces = { diagnosis }
