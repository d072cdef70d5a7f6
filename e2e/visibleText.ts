/** Everything that the page says, in letters or by name, to compare with the files of strings. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

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
