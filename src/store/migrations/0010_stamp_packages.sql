-- How often anything changed that packages on their way are drawn from in the picture of a place, as home_stamp counts answers.
-- What is known of an adopting project, its team and organisation is counted by direction_stamp.
ALTER TABLE home_stamp ADD COLUMN packages INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER package_insert_stamps AFTER INSERT ON package BEGIN UPDATE home_stamp SET packages = packages + 1; END;
CREATE TRIGGER package_update_stamps AFTER UPDATE ON package BEGIN UPDATE home_stamp SET packages = packages + 1; END;
CREATE TRIGGER package_delete_stamps AFTER DELETE ON package BEGIN UPDATE home_stamp SET packages = packages + 1; END;
CREATE TRIGGER package_version_update_stamps AFTER UPDATE ON package_version BEGIN UPDATE home_stamp SET packages = packages + 1; END;
CREATE TRIGGER adoption_insert_stamps AFTER INSERT ON adoption BEGIN UPDATE home_stamp SET packages = packages + 1; END;
CREATE TRIGGER adoption_update_stamps AFTER UPDATE OF package_id, project_id, place_id ON adoption BEGIN UPDATE home_stamp SET packages = packages + 1; END;
CREATE TRIGGER adoption_delete_stamps AFTER DELETE ON adoption BEGIN UPDATE home_stamp SET packages = packages + 1; END;
