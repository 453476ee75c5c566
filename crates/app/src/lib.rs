//! Use cases: load, decide, commit. Doors (pages, command line) call these; the clock and chance enter here.

mod asking;
mod books;

mod clock;
mod counter;
mod dead_ends;
mod drill;
mod erasing;
mod exporting;
mod folds;
mod fulfilment;
mod housekeeping;
mod importing;
mod jobs;
mod live;
mod mapping_fields;
mod mappings;
mod metering;
mod notes;
mod office;
mod payments;
mod people;
mod persons;
mod pictures;
mod post;
mod proofs;
mod replies;
mod sections;
mod settings;
mod shelf;
mod shopping;
mod signed_link;
mod simulated;
mod talks;
mod trouble;
mod views;

pub use asking::Asking;
pub use books::Book;
pub use clock::{Clock, MachineClock, PlayedClock, SharedClock};
pub use counter::{Counter, CounterError, Defaults, Opening, open_ledger, restore_ledger};
pub use dead_ends::{DeadEndNote, DeadEndReason, WatchRefusal};
pub use drill::{ActsOf, ActsPage};
pub use erasing::Erased;
pub use exporting::{ExportFormat, ExportTrouble};
pub use fulfilment::{
    CorrectionProblem, FulfilmentTrouble, HandingOver, OrderAct, OrderCursor, OrderFilter, OrderPage,
    Presented, Refunded, Sending, ShopList, TakenBy,
};
pub use housekeeping::House;
pub use importing::{ImportError, ImportOrder, ImportReport, ImportState, in_zone, limits, state_name};
pub use jobs::JobStatus;
pub use ledger::{Location, Placed};
pub use live::{Availability, DEEDS, REASONS, Shop, Storefront};
pub use mapping_fields::{Choices, MappingField, mapping_fields, with_fields};
pub use mappings::{mapping_in, mapping_names_in};
pub use metering::{
    HeldFile, KeptUse, LeftOut, Levels, MeterTrouble, OfferingUse, PricesAsked, ReadMeter, ReadSeries,
    ToldLine, ToldUse, UseAnswer, UseInHand, UsePeak, UseQuestion, WhyLeftOut,
};
pub use notes::{Note, NoteRefusal};
pub use office::{
    CatalogueJob, CatalogueSource, DeadEndKind, DeadEnds, Doer, ImportPlan, Imported, OfficeCatalogue,
    OfficeRecord, OfficeTrouble, PriceChange, PriceRefusal, PromotionLine, RecordVersion, Saved,
    SearchPhrase, StockCount, StockLine, StockMovement, StockTransfer, Unmet,
};
pub use payments::{
    DetailProblem, Found, GivenBack, PaymentAbout, PaymentDetails, PaymentProvider, PaymentSetting,
    PaymentsToSettle, Received, ReceivedRefusal, TEST_CARDS, TestCard,
};
pub use people::{
    AccountChange, CodeSent, CustomerFile, Enrolled, Enrolment, FileOpening, HeldAboutMe, InvitationLink,
    LookedAt, MyThing, MyThings, Opened, OpenedBy, OwnDetails, PeopleRefusal, SessionLine, StaffLine,
};
pub use persons::PersonRow;
pub use pictures::{
    AltText, CleanPicture, LARGEST_PICTURE, Picture, PictureBytes, PictureKind, PictureProblem,
    PictureRefusal, read_picture,
};
pub use post::{
    About, AttachedPaper, Delivered, GoodsBack, Letter, Mail, MailLine, MailPage, MailServer, MailState,
    MailTo, OutboxPlace, PostSettings, PostSettingsError, Receiver, SaidLine, Security, Transfer,
};
pub use proofs::{CONTRACT_SUMMARY, ContractInShort, Operator, PROOF_OF_PURCHASE};
pub use replies::{KeptReply, ReplyKey};
pub use sections::{section_csv, section_names};
pub use settings::{Origin, ViewSettings};
pub use shelf::{
    Alternative, Comparing, DeliverySeen, LoweredSeen, METERED_UNIT, OfferingSeen, OptionSeen, PartSeen,
    PlaceSeen, PriceSeen, UseSaid, VariantSeen,
};
pub use shopping::{
    CartNow, CartTrouble, CheckoutNow, CheckoutTrouble, Completed, LinkedOrder, PickUpOffer, Ticked,
    sentence_of,
};
pub use simulated::VIEW as SIMULATION;
pub use talks::{
    BesideTalk, Inbox, InboxTalk, KEEPER, KeptMessage, OrderBeside, Question, Sent, Talk, TalkCartTrouble,
    TalkNews, TalkTrouble,
};
pub use trouble::{Trouble, with_causes};
pub use views::ViewLine;
