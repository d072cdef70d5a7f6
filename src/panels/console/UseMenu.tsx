/** A value of an answer that other calls take: opens the list of them, and fills the chosen one in. */
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useWorld } from '../../store/hooks'
import menu from '../../widgets/menu.module.css'
import type { NextUse } from './chain'
import { consoleStore, openCall } from './consoleStore'
import { defaultDraft } from './defaultDraft'
import type { JsonObject } from './draft'
import { isObject, withValue } from './draft'
import { seenOf } from './seen'
import pickerStyles from './Picker.module.css'
import sheet from './Console.module.css'
import styles from './Text.module.css'

export function UseMenu({ uses, value, text }: { uses: readonly NextUse[]; value: string; text: string }) {
  const { t } = useTranslation('console')
  const use = useNextCall()
  return (
    <DropdownMenu.Root modal={false}>
      {/* A button would break the line around itself. */}
      <DropdownMenu.Trigger asChild>
        <span className={styles.link} role="button" tabIndex={0} title={t('useIn')}>
          {text}
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="start" collisionPadding={8}>
          <DropdownMenu.Label className={pickerStyles.group}>{t('useIn')}</DropdownMenu.Label>
          {uses.map((next) => (
            <DropdownMenu.Item key={`${next.operation}/${next.path.join('/')}`} className={menu.item} onSelect={() => use(next, value)}>
              {next.operation} <span className={sheet.hint}>{next.path.filter((step) => typeof step === 'string').join('.')}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** What the person had typed for that operation stays, apart from what comes with the value. */
export function useNextCall(): (next: NextUse, value: string) => void {
  const drafts = useStore(consoleStore, (state) => state.drafts)
  const summary = useWorld((world) => world.summary)
  const events = useWorld((world) => world.events)
  return ({ operation, path, together }, value) => {
    const base = drafts[operation] ?? defaultDraft(operation, seenOf(summary, events))
    openCall(operation, merged(base, withValue(together, path, value)))
  }
}

/** Names of one stream exclude each other: what comes with the value wins. */
function merged(base: JsonObject, given: unknown): JsonObject {
  if (!isObject(given)) return base
  const rest = Object.fromEntries(Object.entries(base).filter(([name]) => !(name === 'StreamName' && 'StreamARN' in given) && !(name === 'StreamARN' && 'StreamName' in given)))
  return 'NextToken' in given ? given : { ...rest, ...given }
}
