/** What is said of a served stream in Korean: fetched by a page that watches one. */
import connect from './ko/connect.json'

export const namespaces = { connect }
