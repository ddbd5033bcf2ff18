import type { ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { useWords } from '../../text/useWords.ts';
import { PersonAvatar } from '../../ui/Person.tsx';
import { StateBadge, StateIcon, type StateName } from '../../ui/StateBadge.tsx';

type Person = ProcedureOutput<'preview.item'>['people'][number];
type AnswerWord = Person['sourceAnswer'];

const ANSWERS: Readonly<Record<AnswerWord, StateName>> = { accepted: 'ready', tentative: 'tentative', declined: 'declined', none: 'empty' };

function AnswerBadge({ answer }: { readonly answer: AnswerWord }): ReactElement {
  const { t } = useWords();
  return <StateBadge state={ANSWERS[answer]}>{t(`answer.${answer}`)}</StateBadge>;
}

/** The answer twice, so that equality is seen, not believed. */
export function Guests({ people }: { readonly people: readonly Person[] }): ReactElement | null {
  const { t } = useWords();
  const guests = people.filter(({ role }) => role !== 'organizer');
  if (guests.length === 0) return null;
  const kept = guests.filter((guest) => guest.targetAnswer === guest.sourceAnswer).length;
  return (
    <section>
      <div className="guests-head">
        <h3 className="section-title" id="guests-title">
          {t('preview.guests')}
        </h3>
        <p className="caption">
          {kept === guests.length
            ? t('preview.allAnswers', { count: guests.length })
            : t('preview.someAnswers', { kept, count: guests.length })}
        </p>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="guests-title">
        <table className="plain-table guests">
          <thead>
            <tr>
              <th scope="col">{t('preview.guest')}</th>
              <th scope="col">{t('preview.answerMac')}</th>
              <th scope="col">{t('preview.address')}</th>
              <th scope="col">{t('preview.answerExchange')}</th>
            </tr>
          </thead>
          <tbody>
            {guests.map((guest) => (
              <tr key={`${guest.sourceAddress} ${guest.name}`}>
                <td>
                  <span className="with-avatar">
                    <PersonAvatar name={guest.name} kind={guest.kind} size={20} />
                    <span>{guest.name}</span>
                    {guest.state === 'external' && (
                      <span className="outside caption">
                        <StateIcon state="outside" /> {t('preview.outside')}
                      </span>
                    )}
                  </span>
                </td>
                <td>
                  <AnswerBadge answer={guest.sourceAnswer} />
                </td>
                <td className="guest-address">
                  {guest.targetEmail ?? <span className="quiet">{t(`preview.notThere.${guest.state}`)}</span>}
                </td>
                <td>
                  {guest.targetAnswer === null ? (
                    <span className="quiet">{t('value.none')}</span>
                  ) : (
                    <AnswerBadge answer={guest.targetAnswer} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
