/** A period as people say it: minutes below an hour, whole days from two days on. */
import { useTranslation } from 'react-i18next'

const DAY_HOURS = 24
const MINUTES_PER_HOUR = 60

export function useSaidHours(): (hours: number) => string {
  const { t } = useTranslation('capacity')
  return (hours) => {
    if (hours < 1) return t('minutes', { count: Math.round(hours * MINUTES_PER_HOUR) })
    return hours >= 2 * DAY_HOURS && hours % DAY_HOURS === 0 ? t('days', { count: hours / DAY_HOURS }) : t('hours', { count: hours })
  }
}
