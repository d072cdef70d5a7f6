/** How a setting is called in the words of its product, and one line that says what it does. */
export interface SettingText {
  name: string
  help?: string | undefined
}
