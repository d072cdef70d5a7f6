/** Facts under the pointer in the river, in English: fetched with the first of them. */
import riverTip from './en/riverTip.json'

export const namespaces = { riverTip }
