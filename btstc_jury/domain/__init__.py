"""The exam itself: forms, candidates, commission, the oral and its journal. Standard library only.

Glossary, one English word for one term of the arrêté:

- épreuve: ``exam`` (E4, E6); forme d'épreuve: ``form`` (ponctuel, CCF situation 1, ...)
- interrogation: ``oral``; phase, partie: ``phase``; préparation: ``preparation``
- commission d'interrogation: ``commission``; examinateur: ``juror``; qualité: ``role``
- grille d'aide à l'évaluation: ``grid``; critère: ``criterion``; compétence: ``competence``
- niveau: ``level``; non évalué: ``not assessed``; note proposée: ``mark``; appréciation: ``appreciation``
- fiche descriptive: ``situation_sheet``; fiche de synthèse: ``project_sheet``; dossier: ``dossier``
- réserve: ``reserve``; aménagement: ``accommodation``; bordereau: ``slip``
- session d'examen (one exam file): ``exam session``; journal: ``journal``; prise de remarks: ``remark``
"""
