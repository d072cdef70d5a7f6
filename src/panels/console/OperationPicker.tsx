/** Which operation: a field that filters the list below it, by typing or by arrow keys. */
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationName } from '../../kinesis/api/types'
import controls from '../../widgets/controls.module.css'
import { findOperations } from './operationGroups'
import sheet from './Console.module.css'
import styles from './Picker.module.css'

export function OperationPicker({ operation, onChoose }: { operation: OperationName; onChoose: (operation: OperationName) => void }) {
  const { t } = useTranslation('console')
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  /** Null while the list is closed. */
  const [searched, setSearched] = useState<string | null>(null)
  const [active, setActive] = useState<OperationName>(operation)
  const groups = findOperations(searched ?? '')
  const found = groups.flatMap(({ operations }) => operations)
  const current = found.includes(active) ? active : found[0]
  const isOpen = searched !== null

  useEffect(() => {
    if (isOpen) document.getElementById(`${id}-${operation}`)?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, id, operation])

  const open = (text: string) => {
    if (!isOpen) setActive(operation)
    setSearched(text)
  }
  const choose = (name: OperationName) => {
    setSearched(null)
    onChoose(name)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = isOpen ? stepFrom({ key: event.key, found, current }) : null
    if (wanted !== null) {
      setActive(wanted)
      document.getElementById(`${id}-${wanted}`)?.scrollIntoView({ block: 'nearest' })
    } else if (!isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) open('')
    else if (isOpen && event.key === 'Enter' && current !== undefined) choose(current)
    else if (isOpen && event.key === 'Escape') setSearched(null)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.picker} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setSearched(null)}>
      <label className={sheet.hidden} htmlFor={id}>
        {t('operation')}
      </label>
      <input
        ref={field}
        id={id}
        className={`${controls.text} ${styles.operation}`}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && current !== undefined ? `${id}-${current}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        value={searched ?? operation}
        placeholder={t('searchOperation')}
        onChange={(event) => open(event.target.value)}
        onClick={() => !isOpen && open('')}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} className={styles.list} role="listbox" aria-label={t('operation')} hidden={!isOpen}>
        {groups.map(({ group, operations }) => (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <div className={styles.group} id={`${id}-${group}`} role="presentation">
              {t(`group.${group}`)}
            </div>
            {operations.map((name) => (
              <div
                key={name}
                id={`${id}-${name}`}
                className={styles.option}
                role="option"
                aria-selected={name === operation}
                data-active={name === current}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(name)}
              >
                {name}
              </div>
            ))}
          </div>
        ))}
        {found.length === 0 ? <div className={styles.group}>{t('noOperation')}</div> : null}
      </div>
    </div>
  )
}

function stepFrom({ key, found, current }: { key: string; found: readonly OperationName[]; current: OperationName | undefined }): OperationName | null {
  const at = current === undefined ? -1 : found.indexOf(current)
  switch (key) {
    case 'ArrowDown':
      return found[Math.min(found.length - 1, at + 1)] ?? null
    case 'ArrowUp':
      return found[Math.max(0, at - 1)] ?? null
    case 'PageDown':
      return found.at(-1) ?? null
    case 'PageUp':
      return found[0] ?? null
    default:
      return null
  }
}
