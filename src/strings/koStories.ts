/** What each story is about, in Korean: fetched when somebody turns to the menu of stories. */
import stories from './ko/stories.json'

export const namespaces = { stories }
