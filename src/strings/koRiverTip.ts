/** Facts under the pointer in the river, in Korean: fetched with the first of them. */
import riverTip from './ko/riverTip.json'

export const namespaces = { riverTip }
