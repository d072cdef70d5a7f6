/** The namespace of questions that come before a story in Korean: fetched with the first of them. */
import prediction from './ko/prediction.json'

export const namespaces = { prediction }
