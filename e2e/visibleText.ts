/** Everything that the page says, in letters or by name, to compare with the files of strings. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

const NAMESPACES = readdirSync('src/strings/en').map((file) => file.replace('.json', ''))

/** Text by dotted key: `tab.lineage` → `Lineage`. */
export function stringsOf(language: 'en' | 'ko'): ReadonlyMap<string, string> {
  const strings = new Map<string, string>()
  for (const namespace of NAMESPACES) collect(JSON.parse(readFileSync(`src/strings/${language}/${namespace}.json`, 'utf8')), { path: '', namespace })
  return strings

  function collect(value: unknown, { path, namespace }: { path: string; namespace: string }): void {
    if (typeof value === 'string') strings.set(`${namespace}:${path}`, value)
    else for (const [name, part] of Object.entries(value as Record<string, unknown>)) collect(part, { path: path === '' ? name : `${path}.${name}`, namespace })
  }
}

/** Of the document as it stands, hidden parts included. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const attributes = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder', 'alt']
    const texts = Array.from(document.querySelectorAll('*'), (element) => attributes.map((name) => element.getAttribute(name) ?? '')).flat()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) texts.push(node.textContent ?? '')
    return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '')
  })
}

/** No English is left among what the page says, no name of a text, and no hole in one. */
export function expectAllKorean(texts: Iterable<string>): void {
  const korean = stringsOf('ko')
  // Words of the products are the same in both.
  const shared = new Set(korean.values())
  const untranslated = new Set([...stringsOf('en').values()].filter((text) => !shared.has(text) && /[a-z]{3}/.test(text)))
  for (const text of texts) {
    // An IoT topic has its own {{device}}.
    expect.soft(text).not.toMatch(/\{\{(?!device)|undefined|NaN|\[object/)
    expect.soft(untranslated.has(text), text).toBe(false)
    expect.soft([...korean.keys()].some((key) => text.includes('.') && key.endsWith(`:${text}`)), text).toBe(false)
  }
}

/** Reads the list, and each inspector that is opened from it. What is inside is asked for when one opens. */
export async function expectInspectorsKorean(page: Page, { openers, insideRole, back }: { openers: readonly Locator[]; insideRole: 'list' | 'table'; back: string }): Promise<void> {
  const texts = new Set(await textsOf(page))
  const article = page.getByRole('article')
  for (const opener of openers) {
    await opener.click()
    await expect(article.locator('details', { hasText: '내부' }).first().getByRole('definition').or(article.getByRole(insideRole)).first()).toBeVisible()
    for (const text of await textsOf(page)) texts.add(text)
    await page.getByRole('button', { name: back }).click()
  }
  expectAllKorean(texts)
}
