/** A price table as a file: saved, or opened in place of the one in use. */
import { useState } from 'react'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../../widgets/controls.module.css'
import sheet from '../sheet/Sheet.module.css'
import { FieldProblem } from '../capacity/Field'
import styles from './Cost.module.css'
import { PRICE_MAX, readPriceTable, type PriceProblem, type PriceTable } from './priceTable'

const BYTES_MAX = 100_000

type Told = { name: string; problem: PriceProblem | 'tooBig' | null }

export function PriceFile({ table, onTable }: { table: PriceTable; onTable: (table: PriceTable) => void }) {
  const { t } = useTranslation('cost')
  const [told, setTold] = useState<Told | null>(null)
  const sayProblem = useSaidProblem()
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const { target } = event
    const file = target.files?.[0]
    if (file === undefined) return
    const read = file.size > BYTES_MAX ? ({ problem: 'tooBig' } as const) : readPriceTable(await file.text())
    setTold({ name: file.name, problem: 'problem' in read ? read.problem : null })
    if ('table' in read) onTable(read.table)
    // The same file may be opened again once it is mended.
    target.value = ''
  }
  return (
    <div className={styles.file}>
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => save(table)}>
        {t('prices.export')}
      </button>
      <label className={`${controls.button} ${controls.small}`}>
        {t('prices.import')}
        <input type="file" className={sheet.hidden} accept=".json,application/json" onChange={(event) => void open(event)} />
      </label>
      {told === null || told.problem !== null ? null : <p role="status">{t('prices.imported', { name: told.name })}</p>}
      <FieldProblem problem={told === null || told.problem === null ? null : t('prices.notImported', { name: told.name, problem: sayProblem(told.problem) })} />
    </div>
  )
}

function useSaidProblem(): (problem: PriceProblem | 'tooBig') => string {
  const { t } = useTranslation('cost')
  return (problem) => (problem === 'tooBig' ? t('problem.tooBig') : t(`problem.${problem.key}`, { where: problem.path, max: PRICE_MAX }))
}

function save(table: PriceTable): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(table, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `kinesis-prices-${table.region}-${table.date}.json`
  link.click()
  URL.revokeObjectURL(address)
}
