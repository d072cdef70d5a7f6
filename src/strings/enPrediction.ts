/** The namespace of questions that come before a story in English: fetched with the first of them. */
import prediction from './en/prediction.json'

export const namespaces = { prediction }
