import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { DiffView } from '../../ui/DiffView.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';

/** More than this is read better as CSV. */
const SHOWN = 500;

/** What the newest version of the mapping changed, and the way back. */
export function VersionDialog({
  onClose,
  onTakeBack,
}: {
  readonly onClose: () => void;
  readonly onTakeBack: (() => void) | null;
}): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('mapping.diff', {});
  const rows = [
    ...(value?.rows ?? []).map((row) => ({ key: row.source, name: row.name, was: row.was, became: row.became })),
    ...(value?.calendars ?? []).map((row) => ({
      key: `${row.owner} ${row.name}`,
      name: `${row.owner}, ${row.name}`,
      was: row.was,
      became: row.became,
    })),
  ];
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface className="version-dialog">
        <DialogBody>
          <DialogTitle>
            {value === null ? t('mapping.versions') : t('mapping.diff', { before: String(value.before), after: String(value.after) })}
          </DialogTitle>
          <DialogContent>
            {error !== null && <ErrorCard error={error} />}
            {value !== null && rows.length === 0 && <p className="quiet">{t('mapping.diffNone')}</p>}
            {rows.length > 0 && (
              <DiffView
                label={t('mapping.diffLabel')}
                heads={{ name: t('mapping.column.mac'), was: t('diff.was'), became: t('diff.became') }}
                rows={rows.slice(0, SHOWN)}
              />
            )}
            {rows.length > SHOWN && <p className="caption">{t('mapping.diffMore', { count: rows.length - SHOWN })}</p>}
          </DialogContent>
          <DialogActions>
            {onTakeBack !== null && <Button onClick={onTakeBack}>{t('mapping.takeBack')}</Button>}
            <Button appearance="primary" onClick={onClose}>
              {t('help.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
