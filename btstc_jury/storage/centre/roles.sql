-- BTS TC Jury : qui peut quoi dans une base de centres d’examen.
--
-- « btstc-jury centre setup ADRESSE » fait les tables, puis joue ce script. Il se joue aussi à la main, par le
-- propriétaire de la base, et autant de fois qu’on veut : il donne ce qui est écrit ici et ôte le reste.
--
--   btstc_lecture   lit tout, n’écrit rien ;
--   btstc_collecte  reçoit ce qui revient des commissions, et rien d’autre ;
--   btstc_decision  fait tout ce que fait un centre, sauf toucher aux actes passés et aux fichiers reçus.
--
-- Personne n’ouvre de session sous ces rôles : ils se donnent à des personnes.
--   CREATE ROLE "m.santos" LOGIN PASSWORD '…';
--   GRANT btstc_collecte TO "m.santos";
-- Le propriétaire de la base fait et met à jour les tables ; il n’est le compte de personne au centre.

DO $$
DECLARE
    wanted text;
BEGIN
    -- À qui ne possède pas la base, PostgreSQL ne ferait qu’un avertissement.
    IF EXISTS (
        SELECT FROM pg_catalog.pg_database
        WHERE datname = pg_catalog.current_database() AND NOT pg_catalog.pg_has_role(datdba, 'USAGE')
        UNION ALL
        SELECT FROM pg_catalog.pg_class
        WHERE oid = 'public.centre'::pg_catalog.regclass AND NOT pg_catalog.pg_has_role(relowner, 'USAGE')
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'droit refusé : les rôles sont donnés par le propriétaire de la base';
    END IF;
    FOREACH wanted IN ARRAY ARRAY['btstc_lecture', 'btstc_collecte', 'btstc_decision'] LOOP
        -- Les rôles sont ceux du serveur entier : une autre base peut les avoir déjà.
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;
    -- Nul n’entre dans la base sans l’un des trois rôles.
    EXECUTE pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', pg_catalog.current_database());
    EXECUTE pg_catalog.format(
        'GRANT CONNECT ON DATABASE %I TO btstc_lecture, btstc_collecte, btstc_decision',
        pg_catalog.current_database()
    );
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO btstc_lecture, btstc_collecte, btstc_decision;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, btstc_lecture, btstc_collecte, btstc_decision;

-- Lire.
GRANT SELECT ON alembic_version TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON centre          TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON act             TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON candidate       TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON mapping         TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON rules           TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON juror           TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON room            TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON commission      TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON wish            TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON slot            TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON printed         TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON paper           TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON receipt         TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON content         TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON collected       TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON passage         TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON choice          TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON tie             TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON sent            TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON heard           TO btstc_lecture, btstc_collecte, btstc_decision;
GRANT SELECT ON heard_form      TO btstc_lecture, btstc_collecte, btstc_decision;

-- Collecter : ce qui est reçu s’ajoute et ne change plus ; ce qu’on en a lu se relit.
GRANT INSERT                 ON act       TO btstc_collecte, btstc_decision;
GRANT INSERT                 ON content   TO btstc_collecte, btstc_decision;
GRANT INSERT, UPDATE, DELETE ON receipt   TO btstc_collecte, btstc_decision;
GRANT INSERT, UPDATE, DELETE ON collected TO btstc_collecte, btstc_decision;
GRANT INSERT, UPDATE, DELETE ON passage   TO btstc_collecte, btstc_decision;
GRANT INSERT, UPDATE, DELETE ON heard     TO btstc_collecte, btstc_decision;
GRANT INSERT                 ON heard_form TO btstc_collecte, btstc_decision;
-- De la ligne du centre, ce qui compte ses actes, et non ce qu’il est.
GRANT UPDATE (acts, candidates, versions, version, tally, digest) ON centre TO btstc_collecte, btstc_decision;

-- Décider. Un candidat ne s’efface pas : il est retiré.
GRANT INSERT                 ON centre     TO btstc_decision;
GRANT UPDATE (name, uai)     ON centre     TO btstc_decision;
GRANT INSERT, UPDATE         ON candidate  TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON mapping    TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON rules      TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON juror      TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON room       TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON commission TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON wish       TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON slot       TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON printed    TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON paper      TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON choice     TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON tie        TO btstc_decision;
GRANT INSERT, UPDATE, DELETE ON sent       TO btstc_decision;
