"""The exam itself: forms, candidates, commission, the oral and its journal. Standard library only.

Glossary, one English word for one term of the arrêté or of the interface:

- épreuve: ``exam`` (E4, E6); forme d'épreuve: ``form`` (ponctuel, CCF situation 1, ...); diplôme: ``diploma``
- interrogation: ``oral``; phase, partie: ``phase``; préparation: ``preparation``; arrivée: ``arrival``
- session d'examen (one exam file): ``exam session``; salle: ``room``, in that sense alone
- commission d'interrogation: ``commission``; examinateur: ``juror``; qualité: ``role``; place: ``seat``
- jury (it decides, the commission proposes): ``jury``; bordereau: ``slip``
- grille d'aide à l'évaluation: ``grid``; critère: ``criterion``; compétence: ``competence``
- niveau: ``level``; évaluer: ``rate``; non évalué: ``not assessed``; appréciation: ``appreciation``
- note: ``mark``; note proposée: ``proposed mark``; note arrêtée (by the jury alone): ``decision``
- remarque de travail: ``remark``; « Remarques » of the grid: ``observations``
- valider la proposition: ``settle``, which makes the oral ``FINALISED``; rouvrir: ``reopen``
- avis: ``opinion``; écart: ``divergence``; désaccord, avis contraire: ``dissent``; révéler: ``reveal``
- consigner (an act, a remark, a decision): ``record``; enregistrer (a file): ``save``
- fiche descriptive: ``situation sheet``; fiche de synthèse: ``project sheet``; dossier: ``dossier``
- feuille (all that was recorded under one candidate): ``sheet``, which can be transferred to another
- réserve: ``reserve``; suspicion de fraude: ``fraud``; résultat retenu: ``withheld``; constat: ``finding``
- aménagement: ``accommodation``; pause accordée: ``granted pause``; suspension: ``pause``

And of a rehearsal:

- entraînement: ``rehearsal``; essai: ``attempt``; séance: ``session`` of attempts; bilan: ``review``
- cas: ``case``; rubrique: ``rubric``; annexe: ``annex``; situation modifiée: ``change``, one a parameter
- carte de l'acheteur: ``buyer``; objection lancée: ``thrown``; éludée, traitée…: ``handling``
- professeur: ``teacher``, a juror of the file; étudiant: ``student``, a candidate; observateur: ``observer``
- fiche de préparation: ``preparation sheet``; fiche de retour: ``feedback sheet``; progrès: ``progress``
- note d'entraînement: ``training mark``, never an exam's; exercice of a commission: ``drill``

And of a centre:

- centre: ``centre``; journées d’un centre: ``timetable``; créneau: ``slot``; demi-journée: ``half-day``
- salle de préparation: ``preparation room``; convocation: ``summons``; émargement: ``attendance``
- placer: ``place``; fixé à la main: ``fixed``; écart minimal: ``gap``; souhait d’éviter: ``avoids``
- collecte: ``collection``; dépôt reçu: ``receipt``; contradiction: ``contradiction``, of two ``versions``

And what the program calls its own:

- ``journal``: the acts of one oral, as rows that are only added; ``history``: the same for a reader
- ``event``: what happened; ``command``: what is asked, where that isn't the event itself; ``act``: either
- ``proceedings``: what went on around the clock and the levels: presence, dossier, incidents, questions
- ``stage``: how far an oral is; ``status``: what it is worth; ``standing``: both, as tables
- ``gap``: time during which the program or the computer was stopped, to be counted or not
- ``turn``: one juror alone at the laptop, behind a PIN; ``cover``: hides the screen; ``lock``: so does it,
  until the passphrase is given
- ``Office``: one exam file open; ``Desk``: what opening and creating such files needs
- ``Conductor``: takes the acts of the screens to the ``Office`` and tells what changed
- ``view``: what a screen or a page shows, as values; ``paper``: a document that is printed
"""
