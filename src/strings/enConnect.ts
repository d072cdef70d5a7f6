/** What is said of a served stream in English: fetched by a page that watches one. */
import connect from './en/connect.json'

export const namespaces = { connect }
