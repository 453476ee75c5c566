//! A field of lines: cells in a table, a button for more lines, and pictures to choose from.

use maud::{Markup, html};

use super::form::anchor;
use super::model::{FieldProblem, OfficeField, OfficeInput, OfficeThumb};
use crate::context::PageContext;

/// The cells of a field of lines. `more` is the button that shows the same form with more empty lines.
pub(super) fn rows_of(ctx: &PageContext, field: &OfficeField, problems: &[FieldProblem]) -> Markup {
    let OfficeInput::Rows { columns, rows, pictures } = &field.input else { return html! {} };
    let id = anchor(&field.name);
    html! {
        fieldset .office-field.wide.office-rows id=(id) tabindex="-1" {
            legend { (field.label) }
            @if let Some(hint) = &field.hint { span .hint id={ (id) "-hint" } { (hint) } }
            @for error in problems.iter().filter(|problem| problem.field == field.name) { span .field-error { (error.text) } }
            div .scroll-x {
                table .cells {
                    thead { tr { @for column in columns { th scope="col" { (column.label) } } } }
                    tbody {
                        @for (number, row) in rows.iter().enumerate() {
                            tr {
                                @for (place, column) in columns.iter().enumerate() {
                                    @let value = row.get(place).map_or("", String::as_str);
                                    @let name = format!("{}.{number}.{}", field.name, column.name);
                                    @let label = format!("{} {}", column.label, number + 1);
                                    td data-label=(column.label) {
                                        @if column.options.is_empty() {
                                            input type="text" name=(name) value=(value) aria-label=(label) list=[column.list.as_deref()] autocomplete="off";
                                        } @else {
                                            select name=(name) aria-label=(label) {
                                                @for (option, words) in &column.options { option value=(option) selected[option == value] { (words) } }
                                            }
                                        }
                                        @if column.name == "url" && value.starts_with("/images/") {
                                            img .office-thumb src=(value) alt="" width="48" loading="lazy";
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if rows.iter().any(|row| row.iter().all(String::is_empty)) {
                p { button .plain type="submit" name="more" value=(field.name) aria-label=(ctx.tell("office-more-of", &[("what", field.label.as_str().into())])) { (ctx.say("office-more")) } }
            }
            @if !pictures.is_empty() { (choices(ctx, pictures)) }
        }
    }
}

fn choices(ctx: &PageContext, pictures: &[OfficeThumb]) -> Markup {
    html! {
        details .office-pictures open[pictures.iter().any(|picture| picture.on)] {
            summary { (ctx.say("office-pictures-choose")) }
            p .quiet { (ctx.say("office-pictures-about")) " " a href="/office/images" { (ctx.say("picture-title")) } }
            ul .image-list {
                @for picture in pictures {
                    li {
                        label .check {
                            input type="checkbox" name=(picture.field) value="yes" checked[picture.on];
                            " " img src=(picture.url) alt=(picture.alt) width="96" loading="lazy"; " " (picture.name)
                        }
                    }
                }
            }
        }
    }
}
