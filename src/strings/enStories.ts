/** What each story is about, in English: fetched when somebody turns to the menu of stories. */
import stories from './en/stories.json'

export const namespaces = { stories }
