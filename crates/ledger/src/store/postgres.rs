//! The store in PostgreSQL: the same tables, for several machines. One writer at a time holds a view's head row.
//!
//! The driver runs its own small runtime and blocks: call the ledger from a thread that may wait, not from inside an
//! asynchronous task.

use postgres::error::SqlState;
use postgres::{Client, Config, NoTls, Statement};

use super::{Row, Session, Store, Stretch, Table, within};
use crate::Fault;
use std::collections::BTreeMap;
use std::time::Duration;

/// How many rows go in one statement.
const ROWS_AT_ONCE: usize = 5_000;
/// How many bytes go in one statement, about.
const BYTES_AT_ONCE: usize = 16 << 20;

/// A store in a PostgreSQL database.
pub(crate) struct PostgresStore {
    config: Config,
}

impl PostgresStore {
    /// The store at an address such as `postgres://user@host/database`.
    pub fn new(url: &str) -> Result<Self, Fault> {
        let mut config: Config = url.parse().map_err(|failure: postgres::Error| {
            Fault::Failed(format!("the address is not one of PostgreSQL: {}", said(&failure)))
        })?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        config.application_name("comptoir");
        Ok(Self { config })
    }

    fn connect(&self) -> Result<PostgresSession, Fault> {
        let mut client = self.config.connect(NoTls).map_err(fault)?;
        // Durable whatever the server's default; a writer that hangs for ever would stop everybody.
        client
            .batch_execute(
                "SET synchronous_commit=on; SET lock_timeout='30s'; SET client_min_messages=warning",
            )
            .map_err(fault)?;
        Ok(PostgresSession { client, open: false, statements: BTreeMap::new() })
    }
}

impl Store for PostgresStore {
    fn writer(&self) -> Result<Box<dyn Session>, Fault> {
        Ok(Box::new(self.connect()?))
    }

    fn reader(&self) -> Result<Box<dyn Session>, Fault> {
        Ok(Box::new(self.connect()?))
    }

    fn is_prepared(&self) -> Result<bool, Fault> {
        let mut session = self.connect()?;
        let there = session
            .client
            .query_one("SELECT to_regclass('comptoir_head') IS NOT NULL", &[])
            .map_err(fault)?;
        Ok(there.get(0))
    }

    fn prepare(&self) -> Result<(), Fault> {
        let mut session = self.connect()?;
        let mut transaction = session.client.transaction().map_err(fault)?;
        // Two processes that open an empty database at once must not both make the tables.
        transaction.batch_execute("SELECT pg_advisory_xact_lock(6728194501)").map_err(fault)?;
        for table in Table::ALL {
            let sql = format!(
                "CREATE TABLE IF NOT EXISTS {} (view BIGINT NOT NULL, key BYTEA NOT NULL, value BYTEA NOT NULL,
                 PRIMARY KEY (view, key))",
                name(table)
            );
            transaction.batch_execute(&sql).map_err(fault)?;
        }
        transaction.commit().map_err(fault)
    }
}

struct PostgresSession {
    client: Client,
    open: bool,
    statements: BTreeMap<(Table, &'static str), Statement>,
}

impl PostgresSession {
    fn statement(&mut self, table: Table, what: &'static str) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(&(table, what)) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&what.replace("{t}", &name(table))).map_err(fault)?;
        self.statements.insert((table, what), statement.clone());
        Ok(statement)
    }

    /// How many rows from a key on lie within so many bytes. Their sizes come without their values.
    fn rows_within(
        &mut self,
        table: Table,
        view: u64,
        from: &[u8],
        limit: i64,
        bytes: usize,
    ) -> Result<i64, Fault> {
        let sizes = self.statement(
            table,
            "SELECT octet_length(value) FROM {t} WHERE view=$1 AND key>=$2 ORDER BY view, key LIMIT $3",
        )?;
        let mut fits = within(bytes);
        let rows = self.client.query(&sizes, &[&(view as i64), &from, &limit]).map_err(fault)?;
        let count =
            rows.iter().take_while(|row| fits(usize::try_from(row.get::<_, i32>(0)).unwrap_or(0))).count();
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn begin(&mut self, sql: &str) -> Result<(), Fault> {
        self.rollback();
        self.client.batch_execute(sql).map_err(fault)?;
        self.open = true;
        Ok(())
    }
}

impl Drop for PostgresSession {
    fn drop(&mut self) {
        self.rollback();
    }
}

impl Session for PostgresSession {
    fn begin_read(&mut self) -> Result<(), Fault> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn begin_write(&mut self, view: u64) -> Result<(), Fault> {
        self.begin("BEGIN ISOLATION LEVEL READ COMMITTED")?;
        let lock = self.statement(Table::Head, "SELECT 1 FROM {t} WHERE view=$1 FOR UPDATE")?;
        self.client.query(&lock, &[&(view as i64)]).map_err(fault)?;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        self.open = false;
        self.client.batch_execute("COMMIT").map_err(fault)
    }

    fn rollback(&mut self) {
        if self.open {
            self.open = false;
            if let Err(failure) = self.client.batch_execute("ROLLBACK") {
                tracing::debug!(%failure, "nothing to roll back");
            }
        }
    }

    fn get_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, Fault> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let select = self.statement(table, "SELECT key, value FROM {t} WHERE view=$1 AND key = ANY($2)")?;
        let mut found: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        for some in keys.chunks(ROWS_AT_ONCE) {
            let some: Vec<&[u8]> = some.iter().map(Vec::as_slice).collect();
            for row in self.client.query(&select, &[&(view as i64), &some]).map_err(fault)? {
                found.insert(row.get(0), row.get(1));
            }
        }
        Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
    }

    fn range(&mut self, table: Table, view: u64, stretch: Stretch<'_>) -> Result<Vec<Row>, Fault> {
        let sql = match (stretch.to.is_some(), stretch.backwards) {
            (true, false) => {
                "SELECT key, value FROM {t} WHERE view=$1 AND key>=$2 AND key<$4 ORDER BY view, key LIMIT $3"
            }
            (true, true) => {
                "SELECT key, value FROM {t} WHERE view=$1 AND key>=$2 AND key<$4 ORDER BY view DESC, key DESC LIMIT $3"
            }
            (false, false) => {
                "SELECT key, value FROM {t} WHERE view=$1 AND key>=$2 ORDER BY view, key LIMIT $3"
            }
            (false, true) => {
                "SELECT key, value FROM {t} WHERE view=$1 AND key>=$2 ORDER BY view DESC, key DESC LIMIT $3"
            }
        };
        let mut limit = i64::try_from(stretch.limit).unwrap_or(i64::MAX);
        if stretch.bytes < usize::MAX && !stretch.backwards && stretch.to.is_none() {
            limit = self.rows_within(table, view, stretch.from, limit, stretch.bytes)?;
        }
        let select = self.statement(table, sql)?;
        let rows = match stretch.to {
            Some(to) => self.client.query(&select, &[&(view as i64), &stretch.from, &limit, &to]),
            None => self.client.query(&select, &[&(view as i64), &stretch.from, &limit]),
        };
        Ok(rows.map_err(fault)?.into_iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    fn put_many(&mut self, table: Table, view: u64, rows: &[Row]) -> Result<(), Fault> {
        let insert = self.statement(
            table,
            "INSERT INTO {t} (view, key, value) SELECT $1, k, v FROM unnest($2::bytea[], $3::bytea[]) AS r(k, v)
             ON CONFLICT (view, key) DO UPDATE SET value=excluded.value",
        )?;
        let mut rest = rows;
        while !rest.is_empty() {
            let mut bytes = 0;
            let fits = |(_, value): &&Row| {
                bytes += value.len();
                bytes < BYTES_AT_ONCE
            };
            let count = rest.iter().take(ROWS_AT_ONCE).take_while(fits).count().max(1);
            let (now, later) = rest.split_at(count);
            let keys: Vec<&[u8]> = now.iter().map(|(key, _)| key.as_slice()).collect();
            let values: Vec<&[u8]> = now.iter().map(|(_, value)| value.as_slice()).collect();
            self.client.execute(&insert, &[&(view as i64), &keys, &values]).map_err(fault)?;
            rest = later;
        }
        Ok(())
    }

    fn delete_many(&mut self, table: Table, view: u64, keys: &[Vec<u8>]) -> Result<(), Fault> {
        if keys.is_empty() {
            return Ok(());
        }
        let delete = self.statement(table, "DELETE FROM {t} WHERE view=$1 AND key = ANY($2)")?;
        let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
        self.client.execute(&delete, &[&(view as i64), &keys]).map_err(fault)?;
        Ok(())
    }

    fn delete_first(&mut self, table: Table, view: u64, limit: usize) -> Result<usize, Fault> {
        let delete = self.statement(
            table,
            "DELETE FROM {t} WHERE view=$1 AND key IN (SELECT key FROM {t} WHERE view=$1 ORDER BY view, key LIMIT $2)",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let gone = self.client.execute(&delete, &[&(view as i64), &limit]).map_err(fault)?;
        Ok(usize::try_from(gone).unwrap_or(usize::MAX))
    }

    fn views_in(&mut self, table: Table) -> Result<Vec<u64>, Fault> {
        let next = self.statement(table, "SELECT view FROM {t} WHERE view>$1 ORDER BY view LIMIT 1")?;
        let mut views = Vec::new();
        let mut last = i64::MIN;
        while let Some(row) = self.client.query_opt(&next, &[&last]).map_err(fault)? {
            last = row.get(0);
            views.push(last as u64);
        }
        Ok(views)
    }
}

/// The table's name in PostgreSQL, where other programs' tables may stand beside ours.
fn name(table: Table) -> String {
    format!("comptoir_{}", table.name())
}

fn said(failure: &postgres::Error) -> String {
    let mut text = failure.to_string();
    let mut cause = std::error::Error::source(failure);
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}

fn fault(failure: postgres::Error) -> Fault {
    let text = said(&failure);
    let Some(code) = failure.code() else {
        return Fault::Unavailable(text); // no answer from the server: the connection, the network, the driver
    };
    match code.code().get(..2).unwrap_or_default() {
        _ if *code == SqlState::DISK_FULL => Fault::Full(text),
        _ if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::QUERY_CANCELED => {
            Fault::Unavailable(text)
        }
        // Connection; rolled back by the server (serialisation, deadlock); resources; the operator's hand.
        "08" | "40" | "53" | "57" | "25" => Fault::Unavailable(text),
        "58" => Fault::Unavailable(text),
        "XX" => Fault::Damaged(text),
        _ => Fault::Failed(text),
    }
}
