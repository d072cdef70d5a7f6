/** The files to choose from: the data sets, and those that the person has brought. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { DATA_SETS } from './dataSets'

/** @param children more options among one's own files. */
export function SourceOptions({ children = null }: { children?: ReactNode }) {
  const { t } = useTranslation('controls')
  const sources = useWorld((world) => world.sources)
  const own = sources.filter(({ sourceId }) => !DATA_SETS.some((dataSet) => dataSet.sourceId === sourceId))
  return (
    <>
      <optgroup label={t('realData')}>
        {DATA_SETS.map(({ sourceId, name }) => (
          <option key={sourceId} value={sourceId}>
            {t(name)}
          </option>
        ))}
      </optgroup>
      {own.length === 0 && children === null ? null : (
        <optgroup label={t('ownFiles')}>
          {own.map(({ sourceId, fileName }) => (
            <option key={sourceId} value={sourceId}>
              {fileName}
            </option>
          ))}
          {children}
        </optgroup>
      )}
    </>
  )
}
