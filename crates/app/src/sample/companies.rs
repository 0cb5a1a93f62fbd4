//! The invented companies.

/// Where a company is, and in which language its people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Market {
    /// France.
    France,
    /// The United Kingdom.
    Kingdom,
    /// Canada, in French.
    Quebec,
    /// Canada, in English.
    Canada,
    /// The United States.
    States,
}

impl Market {
    /// The country, as its people write it.
    pub const fn country(self) -> &'static str {
        match self {
            Self::France => "France",
            Self::Kingdom => "United Kingdom",
            Self::Quebec | Self::Canada => "Canada",
            Self::States => "United States",
        }
    }

    /// Whether its people write French.
    pub const fn speaks_french(self) -> bool {
        matches!(self, Self::France | Self::Quebec)
    }
}

/// An invented company.
#[derive(Debug, Clone, Copy)]
pub(super) struct Company {
    pub market: Market,
    pub name: &'static str,
    pub industry: &'static str,
    /// People who work there, from – to.
    pub size: &'static str,
    pub city: &'static str,
    pub region: &'static str,
    pub postcode: &'static str,
    /// The beginning of its phone numbers.
    pub area: &'static str,
}

macro_rules! companies {
    ($($market:ident: $name:literal, $industry:literal, $size:literal, $city:literal, $region:literal, $postcode:literal, $area:literal;)*) => {
        /// All of them; their names, like their addresses below `.example`, belong to nobody.
        pub(super) const COMPANIES: &[Company] = &[$(Company {
            market: Market::$market, name: $name, industry: $industry, size: $size, city: $city, region: $region,
            postcode: $postcode, area: $area,
        },)*];
    };
}

companies! {
    France: "Volterrane Énergie", "Énergies renouvelables", "51-200", "Lyon", "", "69003", "04";
    France: "Ateliers Brévanne", "Mécanique de précision", "51-200", "Cluses", "", "74300", "04";
    France: "Maison Tressolin", "Agroalimentaire", "201-500", "Rennes", "", "35000", "02";
    France: "Logivalis", "Transport et logistique", "501-1000", "Lille", "", "59800", "03";
    France: "Numévia", "Logiciels", "11-50", "Paris", "", "75011", "01";
    France: "Corvanel & Fils", "Bâtiment", "11-50", "Angers", "", "49100", "02";
    France: "Santélune", "Santé", "51-200", "Montpellier", "", "34000", "04";
    France: "Éditions du Marronnier bleu", "Édition", "11-50", "Paris", "", "75006", "01";
    France: "Papeteries de l’Ozanne", "Emballage", "201-500", "Chartres", "", "28000", "02";
    France: "Optimarne Conseil", "Conseil", "1-10", "Reims", "", "51100", "03";
    France: "Ferrandine Industrie", "Métallurgie", "201-500", "Saint-Étienne", "", "42000", "04";
    France: "Ludécole", "Formation", "11-50", "Nantes", "", "44000", "02";
    France: "Cosméthéa", "Cosmétique", "51-200", "Grasse", "", "06130", "04";
    France: "Domaine des Hautes-Vrilles", "Viticulture", "1-10", "Beaune", "", "21200", "03";
    France: "Aérolys Composites", "Aéronautique", "501-1000", "Toulouse", "", "31300", "05";
    France: "Imprimerie Taranches", "Imprimerie", "11-50", "Limoges", "", "87000", "05";
    France: "Assurances Vaubrielle", "Assurance", "1001-5000", "Niort", "", "79000", "05";
    France: "Halles Océanes", "Distribution", "1001-5000", "La Rochelle", "", "17000", "05";
    France: "Textiles Morvandin", "Textile", "51-200", "Roubaix", "", "59100", "03";
    France: "Batisylve", "Construction bois", "51-200", "Épinal", "", "88000", "03";
    France: "Groupe Quintarès", "Immobilier", "201-500", "Bordeaux", "", "33000", "05";
    France: "Novachrême", "Agroalimentaire", "51-200", "Caen", "", "14000", "02";
    France: "Pyxalie", "Logiciels", "51-200", "Sophia Antipolis", "", "06560", "04";
    France: "Hydrosaône", "Traitement de l’eau", "11-50", "Mâcon", "", "71000", "03";
    France: "Clinique des Trois-Tilleuls", "Santé", "201-500", "Strasbourg", "", "67000", "03";
    France: "Transports Guilvézan", "Transport et logistique", "51-200", "Brest", "", "29200", "02";
    France: "Mobilier Carestan", "Ameublement", "51-200", "Cholet", "", "49300", "02";
    France: "Électrovenne", "Équipements électriques", "201-500", "Grenoble", "", "38000", "04";
    France: "Cabinet Ronsevaux", "Expertise comptable", "11-50", "Tours", "", "37000", "02";
    France: "Fromageries du Haut-Vergnolle", "Agroalimentaire", "51-200", "Aurillac", "", "15000", "04";
    France: "Sécurivane Bréhal", "Sécurité", "501-1000", "Rouen", "", "76000", "02";
    France: "Plasturgie Oyonnel", "Plasturgie", "51-200", "Oyonnax", "", "01100", "04";
    France: "Argilane", "Céramique", "11-50", "Vallauris", "", "06220", "04";
    France: "Hôtels Mirevalle", "Hôtellerie", "201-500", "Annecy", "", "74000", "04";
    France: "Dronivance", "Robotique", "11-50", "Pau", "", "64000", "05";
    France: "Verrerie Sambrelle", "Verre", "51-200", "Valenciennes", "", "59300", "03";
    France: "Biofolium", "Biotechnologies", "11-50", "Évry-Courcouronnes", "", "91000", "01";
    France: "Chaudronnerie Lescarbel", "Chaudronnerie", "11-50", "Le Havre", "", "76600", "02";
    France: "Mutuelle Ardélienne", "Assurance", "501-1000", "Charleville-Mézières", "", "08000", "03";
    France: "Pépinières Valdorge", "Horticulture", "11-50", "Orléans", "", "45000", "02";
    France: "Studio Kermadel", "Communication", "1-10", "Vannes", "", "56000", "02";
    France: "Acoustilis", "Acoustique", "11-50", "Clermont-Ferrand", "", "63000", "04";
    France: "Nettoyage Provençal Réuni", "Services aux entreprises", "201-500", "Marseille", "", "13008", "04";
    France: "Cycles Tavernand", "Sport et loisirs", "11-50", "Dijon", "", "21000", "03";
    France: "Inforévia", "Services informatiques", "51-200", "Metz", "", "57000", "03";
    France: "Pharmarive", "Pharmacie", "501-1000", "Boulogne-Billancourt", "", "92100", "01";
    France: "Traiteur Basquéra", "Restauration", "11-50", "Bayonne", "", "64100", "05";
    France: "Cartographix", "Services informatiques", "1-10", "Montreuil", "", "93100", "01";
    Kingdom: "Thornbeck Engineering", "Engineering", "201-500", "Sheffield", "", "S1 2HE", "0114 496 0";
    Kingdom: "Larkwell Foods", "Food production", "501-1000", "Leeds", "", "LS1 4DY", "0113 496 0";
    Kingdom: "Penhallow & Wray", "Legal services", "11-50", "Bristol", "", "BS1 5TR", "0117 496 0";
    Kingdom: "Quillmoor Software", "Software", "51-200", "Reading", "", "RG1 8LS", "0118 496 0";
    Kingdom: "Brackenridge Logistics", "Logistics", "201-500", "Birmingham", "", "B2 4QA", "0121 496 0";
    Kingdom: "Saltmarsh Studios", "Media", "11-50", "London", "", "E1 6AN", "020 7946 0";
    Kingdom: "Fenwood Packaging", "Packaging", "51-200", "Leicester", "", "LE2 7AH", "0116 496 0";
    Kingdom: "Calderstone Health", "Health care", "501-1000", "Manchester", "", "M2 3WQ", "0161 496 0";
    Kingdom: "Wexcombe Insurance", "Insurance", "1001-5000", "London", "", "EC3V 1LP", "020 7946 0";
    Kingdom: "Glenfarrow Distillers", "Food and drink", "51-200", "Edinburgh", "", "EH3 9GL", "0131 496 0";
    Kingdom: "Merrivane Textiles", "Textiles", "51-200", "Leicester", "", "LE1 6RX", "0116 496 0";
    Kingdom: "Harbourlight Renewables", "Renewable energy", "51-200", "Liverpool", "", "L3 1HU", "0151 496 0";
    Kingdom: "Strathmuir Homes", "Construction", "201-500", "Glasgow", "", "G2 5UA", "0141 496 0";
    Kingdom: "Tynecrest Robotics", "Robotics", "11-50", "Newcastle upon Tyne", "", "NE1 4LP", "0191 498 0";
    Kingdom: "Ashdown Ledger", "Accounting", "11-50", "London", "", "SE1 9SG", "020 7946 0";
    Kingdom: "Pembrey Learning", "Education", "11-50", "Cardiff", "", "CF10 1EP", "029 2018 0";
    Kingdom: "Lisnagar Dairies", "Food production", "51-200", "Belfast", "", "BT1 5GS", "028 9649 6";
    Kingdom: "Oakhanger Retail Group", "Retail", "1001-5000", "London", "", "W1B 4HH", "020 7946 0";
    Quebec: "Boréalys Technologies", "Logiciels", "51-200", "Montréal", "QC", "H2X 1Y4", "514";
    Quebec: "Scierie Mistassouin", "Produits du bois", "51-200", "Saguenay", "QC", "G7H 1Z6", "418";
    Quebec: "Aliments Grand-Érable", "Transformation alimentaire", "201-500", "Saint-Hyacinthe", "QC", "J2S 1H9", "450";
    Quebec: "Construction Rivelaine", "Construction", "201-500", "Laval", "QC", "H7N 5H3", "450";
    Quebec: "Groupe Malbaisie", "Tourisme", "51-200", "Québec", "QC", "G1R 4S9", "418";
    Quebec: "Portneige Médical", "Santé", "11-50", "Sherbrooke", "QC", "J1H 4A7", "819";
    Quebec: "Transport Outardière", "Transport", "201-500", "Trois-Rivières", "QC", "G9A 5H7", "819";
    Quebec: "Studios Vent-du-Fleuve", "Jeux vidéo", "51-200", "Montréal", "QC", "H2T 2N8", "438";
    Quebec: "Assurances Chaudrel", "Assurance", "501-1000", "Lévis", "QC", "G6V 6N4", "418";
    Quebec: "Usinage Bécancel", "Fabrication", "51-200", "Drummondville", "QC", "J2B 1H4", "819";
    Quebec: "Collège Sainte-Ombrelle", "Éducation", "51-200", "Gatineau", "QC", "J8X 2K1", "819";
    Quebec: "Nordégia Mines", "Mines", "501-1000", "Rouyn-Noranda", "QC", "J9X 4P3", "819";
    Quebec: "Marché Tournesève", "Commerce de détail", "201-500", "Longueuil", "QC", "J4H 3Z9", "450";
    Quebec: "Conseil Latulière", "Conseil", "1-10", "Montréal", "QC", "H3B 2E3", "514";
    Canada: "Maplecrest Analytics", "Software", "51-200", "Toronto", "ON", "M5V 2T6", "416";
    Canada: "Prairie Lantern Co-op", "Agriculture", "201-500", "Regina", "SK", "S4P 3Y2", "306";
    Canada: "Northgate Timberworks", "Wood products", "201-500", "Prince George", "BC", "V2L 3P1", "250";
    Canada: "Halvorsen Marine Supply", "Marine equipment", "11-50", "Halifax", "NS", "B3J 2K9", "902";
    Canada: "Bowriver Energy Services", "Energy", "501-1000", "Calgary", "AB", "T2P 1J9", "403";
    Canada: "Kitsilane Design", "Design", "1-10", "Vancouver", "BC", "V6B 1H7", "604";
    Canada: "Rideau Brook Consulting", "Consulting", "11-50", "Ottawa", "ON", "K1P 5J6", "613";
    Canada: "Grandforks Dental Group", "Health care", "51-200", "Winnipeg", "MB", "R3C 0A5", "204";
    Canada: "Trilliance Payments", "Financial services", "201-500", "Toronto", "ON", "M5H 2N2", "647";
    Canada: "Saint-Maurel Imports", "Wholesale", "11-50", "Moncton", "NB", "E1C 1G7", "506";
    Canada: "Lakehead Fabricators", "Manufacturing", "51-200", "Thunder Bay", "ON", "P7B 5E1", "807";
    Canada: "Foothill Learning Labs", "Education", "11-50", "Edmonton", "AB", "T5J 2R7", "780";
    Canada: "Pacific Heron Foods", "Food production", "201-500", "Surrey", "BC", "V3T 1V8", "604";
    Canada: "Algoma Bright Transit", "Transportation", "201-500", "Hamilton", "ON", "L8P 1A1", "905";
    States: "Brightwater Sensors", "Electronics", "51-200", "Boston", "MA", "02110", "617";
    States: "Copperline Software", "Software", "201-500", "Denver", "CO", "80202", "303";
    States: "Hollis & Bramwell", "Legal services", "51-200", "Chicago", "IL", "60601", "312";
    States: "Juniper Row Foods", "Food production", "501-1000", "Minneapolis", "MN", "55401", "612";
    States: "Redstone Freightways", "Logistics", "1001-5000", "Memphis", "TN", "38103", "901";
    States: "Palmetto Bay Hotels", "Hospitality", "501-1000", "Charleston", "SC", "29401", "843";
    States: "Ironbark Tooling", "Manufacturing", "51-200", "Cleveland", "OH", "44114", "216";
    States: "Silverpine Health", "Health care", "1001-5000", "Seattle", "WA", "98101", "206";
    States: "Monterrosa Solar", "Renewable energy", "51-200", "Phoenix", "AZ", "85004", "602";
    States: "Lakeshore Ledger Partners", "Accounting", "11-50", "Milwaukee", "WI", "53202", "414";
    States: "Blue Heron Biologics", "Biotechnology", "51-200", "San Diego", "CA", "92101", "619";
    States: "Cedar & Flint Furniture", "Furniture", "51-200", "Grand Rapids", "MI", "49503", "616";
    States: "Quickstep Learning", "Education", "11-50", "Austin", "TX", "78701", "512";
    States: "Gulfwind Offshore", "Energy", "501-1000", "Houston", "TX", "77002", "713";
    States: "Paper Lantern Media", "Media", "11-50", "New York", "NY", "10013", "212";
    States: "Stonebridge Mutual", "Insurance", "1001-5000", "Hartford", "CT", "06103", "860";
    States: "Orchard Lane Retail", "Retail", "501-1000", "Columbus", "OH", "43215", "614";
    States: "Summit Fork Outdoors", "Sporting goods", "51-200", "Salt Lake City", "UT", "84101", "801";
    States: "Evermoor Robotics", "Robotics", "11-50", "Pittsburgh", "PA", "15222", "412";
    States: "Tidewater Marine Works", "Shipbuilding", "201-500", "Norfolk", "VA", "23510", "757";
    States: "Desert Quill Printing", "Printing", "11-50", "Albuquerque", "NM", "87102", "505";
    States: "Magnolia Street Clinics", "Health care", "201-500", "Atlanta", "GA", "30303", "404";
    States: "Northfield Grain", "Agriculture", "201-500", "Omaha", "NE", "68102", "402";
    States: "Beacon Harbor Security", "Security", "51-200", "Providence", "RI", "02903", "401";
    States: "Riverbend Packaging", "Packaging", "201-500", "St. Louis", "MO", "63101", "314";
    States: "Golden Thistle Coffee", "Food and drink", "11-50", "Portland", "OR", "97204", "503";
}
