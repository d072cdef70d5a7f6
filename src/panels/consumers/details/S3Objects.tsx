/** The objects in the bucket by their names, newest first; one can be opened, as text or as bytes. */
import { Fragment, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectRow } from '../../../engine/consumers/firehose/details'
import type { OpenedObject } from '../../../engine/consumers/openedObject'
import { useActions } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import sunken from '../../../widgets/text.module.css'
import { useEscape } from '../../../widgets/useEscape'
import sheet from '../../sheet/Sheet.module.css'
import { hexLines, textOfHex, wordsOf } from './objectText'
import styles from './Details.module.css'

const SHOWN_FIRST = 10

export function S3Objects({ application, objects }: { application: string; objects: readonly ObjectRow[] }) {
  const { t } = useTranslation('consumers')
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? objects : objects.slice(0, SHOWN_FIRST)
  return (
    <div className={sheet.pair}>
      <h3>{t('firehose.objects')}</h3>
      {objects.length === 0 ? <p className={sheet.hint}>{t('firehose.noObjects')}</p> : null}
      <ul className={styles.items}>
        {shown.map((object) => (
          <li key={object.key}>
            <ObjectItem application={application} object={object} />
          </li>
        ))}
      </ul>
      {shown.length === objects.length ? null : (
        <button type="button" className={`${controls.toggle} ${sheet.fits}`} onClick={() => setIsAll(true)}>
          {t('firehose.moreObjects', { count: objects.length - shown.length })}
        </button>
      )}
    </div>
  )
}

function ObjectItem({ application, object }: { application: string; object: ObjectRow }) {
  const { t } = useTranslation('consumers')
  const { bytes, count } = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { key, kind, records, dataBytes, writtenAtMs, duplicateOf, isAnswerLost, canBeOpened } = object
  return (
    <>
      <code className={styles.key}>{key}</code>
      <p className={sheet.hint}>
        {t('firehose.objectFacts', { clock: clockText(writtenAtMs), records: count(records), bytes: bytes(object.bytes ?? dataBytes) })}
        {kind === 'records' ? null : <b className={styles.fault}> {t(`firehose.kind.${kind}`)}</b>}
        {duplicateOf === null ? null : <b className={styles.copy}> {t('firehose.duplicateOf')}</b>}
        {isAnswerLost ? <b className={styles.fault}> {t('firehose.answerLost')}</b> : null}
      </p>
      <button
        ref={button}
        type="button"
        className={`${controls.toggle} ${sheet.fits}`}
        aria-expanded={isOpen}
        aria-label={t(isOpen ? 'firehose.closeObject' : 'firehose.openObject', { key })}
        disabled={!canBeOpened}
        title={canBeOpened ? undefined : t('firehose.cannotBeOpened')}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t(isOpen ? 'firehose.close' : 'firehose.open')}
      </button>
      {isOpen ? (
        <Opened
          application={application}
          objectKey={key}
          onClose={() => {
            setIsOpen(false)
            button.current?.focus()
          }}
        />
      ) : null}
    </>
  )
}

function Opened({ application, objectKey, onClose }: { application: string; objectKey: string; onClose: () => void }) {
  const { t } = useTranslation('consumers')
  const { bytes } = useFormats()
  const { inspect } = useActions()
  const [opened, setOpened] = useState<OpenedObject | null | 'awaited'>('awaited')
  const [isHex, setIsHex] = useState(objectKey.endsWith('.gz'))
  const isShown = useRef(true)
  const box = useRef<HTMLPreElement>(null)
  const isThere = opened !== 'awaited'
  useEscape(onClose)
  useEffect(() => {
    if (isThere) box.current?.scrollIntoView({ block: 'nearest' })
  }, [isThere])
  useEffect(() => {
    isShown.current = true
    void inspect({ kind: 'object', application, key: objectKey }).then(({ object }) => {
      if (isShown.current) setOpened(object)
    })
    return () => {
      isShown.current = false
    }
  }, [application, objectKey, inspect])
  if (opened === 'awaited') return <p className={sheet.hint}>{t('firehose.opening')}</p>
  if (opened === null) return <p className={sheet.hint}>{t('firehose.cannotBeOpened')}</p>
  return (
    <div className={sheet.pair}>
      <button type="button" className={`${controls.toggle} ${sheet.fits}`} aria-pressed={isHex} onClick={() => setIsHex(!isHex)}>
        {t('firehose.asBytes')}
      </button>
      <pre ref={box} className={`${sunken.text} ${styles.object}`} role="region" aria-label={objectKey} tabIndex={0}>
        {isHex
          ? hexLines(opened.headHex)
          : wordsOf(textOfHex(opened.headHex)).map((word, at) => (
              <Fragment key={at}>
                {word}
                <wbr />
              </Fragment>
            ))}
      </pre>
      {opened.headHex.length / 2 < opened.bytes ? <p className={sheet.hint}>{t('firehose.headOnly', { shown: bytes(opened.headHex.length / 2), bytes: bytes(opened.bytes) })}</p> : null}
    </div>
  )
}
