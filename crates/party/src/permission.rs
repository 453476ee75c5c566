//! What may be done, and which role may do it: the one table. The door asks it, and every use case asks it again.

use std::fmt;

use crate::Role;

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Talk with customers: the inbox, shared carts.
    Talk,
    /// Open the file of a customer. It is an act, which the customer can see.
    OpenCustomerFile,
    /// Hand goods over in a shop.
    HandOver,
    /// See orders.
    ReadOrders,
    /// Amend, ship, cancel and take back orders.
    WorkOrders,
    /// Give money back, settle payments.
    Refund,
    /// See the catalogue, prices and arrangements as the office keeps them.
    ReadCatalogue,
    /// Change offerings, prices, promotions, arrangements, pictures and pages; bring and take whole catalogues.
    EditCatalogue,
    /// See stock, place by place.
    ReadStock,
    /// Count stock, receive it and move it between places.
    CountStock,
    /// Change shops, warehouses and their hours.
    EditPlaces,
    /// See what demand found no offer.
    ReadDeadEnds,
    /// Read the mails that leave.
    ReadOutbox,
    /// Read portraits, acts and views; write notes.
    ReadPortrait,
    /// Bring logs, rename and drop views.
    ManageViews,
    /// Read this program's own figures.
    ReadMetrics,
    /// Make accounts, give roles, end sessions, reset second factors.
    ManageStaff,
    /// Erase what is held about somebody else than oneself.
    ErasePeople,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 18] = [
        Self::Talk,
        Self::OpenCustomerFile,
        Self::HandOver,
        Self::ReadOrders,
        Self::WorkOrders,
        Self::Refund,
        Self::ReadCatalogue,
        Self::EditCatalogue,
        Self::ReadStock,
        Self::CountStock,
        Self::EditPlaces,
        Self::ReadDeadEnds,
        Self::ReadOutbox,
        Self::ReadPortrait,
        Self::ManageViews,
        Self::ReadMetrics,
        Self::ManageStaff,
        Self::ErasePeople,
    ];

    /// Its written name, in refusals and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::OpenCustomerFile => "open-customer-file",
            Self::HandOver => "hand-over",
            Self::ReadOrders => "read-orders",
            Self::WorkOrders => "work-orders",
            Self::Refund => "refund",
            Self::ReadCatalogue => "read-catalogue",
            Self::EditCatalogue => "edit-catalogue",
            Self::ReadStock => "read-stock",
            Self::CountStock => "count-stock",
            Self::EditPlaces => "edit-places",
            Self::ReadDeadEnds => "read-dead-ends",
            Self::ReadOutbox => "read-outbox",
            Self::ReadPortrait => "read-portrait",
            Self::ManageViews => "manage-views",
            Self::ReadMetrics => "read-metrics",
            Self::ManageStaff => "manage-staff",
            Self::ErasePeople => "erase-people",
        }
    }

    /// The roles that give it. The administrator's gives every one.
    pub fn roles(self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| role.gives(self)).collect()
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Role {
    /// Whether this role gives a permission. This is the table.
    pub const fn gives(self, permission: Permission) -> bool {
        use Permission::*;
        match self {
            Self::Administrator => true,
            Self::Agent => matches!(
                permission,
                Talk | OpenCustomerFile | ReadOrders | WorkOrders | ReadCatalogue | ReadStock | ReadDeadEnds
            ),
            Self::Shop => matches!(
                permission,
                Talk | OpenCustomerFile
                    | HandOver
                    | ReadOrders
                    | WorkOrders
                    | ReadCatalogue
                    | ReadStock
                    | CountStock
            ),
            Self::Catalogue => matches!(
                permission,
                ReadCatalogue | EditCatalogue | ReadStock | CountStock | EditPlaces | ReadDeadEnds
            ),
            Self::Billing => matches!(
                permission,
                OpenCustomerFile | ReadOrders | WorkOrders | Refund | ReadCatalogue | ReadOutbox
            ),
            Self::Planner => matches!(
                permission,
                ReadPortrait | ManageViews | ReadDeadEnds | ReadCatalogue | ReadStock | ReadMetrics
            ),
        }
    }
}

/// Somebody asked for what none of their roles gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{permission} needs the role {}; ask an administrator", .permission.roles().iter().map(|role| role.name()).collect::<Vec<_>>().join(" or "))]
pub struct Forbidden {
    /// What was asked for.
    pub permission: Permission,
}

/// Whether one of these roles gives a permission; otherwise which would be needed.
pub fn may(roles: impl IntoIterator<Item = Role>, permission: Permission) -> Result<(), Forbidden> {
    if roles.into_iter().any(|role| role.gives(permission)) { Ok(()) } else { Err(Forbidden { permission }) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_permission_is_given_by_some_role_beside_the_administrator_or_is_hers_alone() {
        let hers: Vec<_> =
            Permission::ALL.into_iter().filter(|it| it.roles() == [Role::Administrator]).collect();
        assert_eq!(hers, [Permission::ManageStaff, Permission::ErasePeople]);
    }

    #[test]
    fn names_are_distinct_and_a_refusal_names_the_roles() {
        let names: BTreeSet<_> = Permission::ALL.iter().map(|it| it.name()).collect();
        assert_eq!(names.len(), Permission::ALL.len());
        let refused = may([Role::Agent], Permission::HandOver).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "hand-over needs the role shop or administrator; ask an administrator"
        );
    }
}
